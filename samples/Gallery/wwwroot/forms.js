// Sends forms without leaving the page, shows how far an upload has come, and then exchanges the part of the page that it changed.
import { announce, exchange, refuse } from './parts.js';

document.addEventListener('change', event => {
    if (event.target.matches('[data-at-once]') && event.target.files.length > 0)
        event.target.form.requestSubmit();
});

document.addEventListener('submit', event => {
    const form = event.target;
    if (!form.matches('[data-upload], [data-send]'))
        return;
    event.preventDefault();
    const part = document.getElementById(form.dataset.part);
    if (part.ariaBusy !== 'true' && isSmallEnough(form, part))
        submit(form, part, event.submitter);
});

async function submit(form, part, button) {
    const preview = form.querySelector('[data-at-once]') && showPreview(part, form);
    part.ariaBusy = 'true';
    showProgress(form, 0);
    try {
        const answer = await send(form.action, new FormData(form, button), share => showProgress(form, share));
        const page = answer.response;
        if (answer.status < 400 && new URL(answer.responseURL).pathname !== location.pathname)
            return location.assign(answer.responseURL);
        if (!page?.getElementById(part.id))
            throw new Error(page?.getElementById('problem')?.textContent ?? 'The server gave no answer that makes sense. Reload the page.');
        const fresh = exchange(part, page, button?.dataset.focus);
        if (preview)
            fresh.querySelector('.frame:has([data-pending])')?.prepend(preview);
        if (answer.status < 400 && form.dataset.done)
            announce(form.dataset.done);
        document.dispatchEvent(new Event('exchanged'));
    } catch (problem) {
        preview?.remove();
        form.querySelector('progress')?.setAttribute('hidden', '');
        form.querySelector('input[type=file]')?.value && form.reset();
        part.ariaBusy = null;
        refuse(part, problem.message);
    }
}

// Not fetch: it tells nothing of an upload's progress.
function send(address, data, onProgress) {
    return new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        request.responseType = 'document';
        request.open('POST', address);
        request.upload.onprogress = event => onProgress(event.loaded / event.total);
        request.onload = () => resolve(request);
        request.onerror = () => reject(new Error('The upload was cut off. Check the connection, and try again.'));
        request.send(data);
    });
}

function isSmallEnough(form, part) {
    const files = [...form.querySelector('input[type=file]')?.files ?? []];
    const bytes = files.reduce((sum, file) => sum + file.size, 0);
    const most = Number(form.dataset.maxBytes);
    if (files.length === 0 || bytes <= most)
        return true;
    const what = files.length === 1 ? files[0].name : 'All together';
    refuse(part, `${what}: ${megabytes(bytes)} MB. The most is ${megabytes(most)} MB: choose ${files.length === 1 ? 'a smaller picture' : 'fewer at once'}.`);
    form.querySelector('input[type=file]').value = '';
    return false;
}

// What is being sent, in place of what was there; taken away again when it is refused.
function showPreview(part, form) {
    const address = URL.createObjectURL(form.querySelector('input[type=file]').files[0]);
    const image = Object.assign(new Image(), { className: 'preview', alt: '', src: address });
    image.onload = image.onerror = () => URL.revokeObjectURL(address);
    image.addEventListener('error', () => image.remove());
    part.querySelector('.frame').prepend(image);
    part.querySelector('.refusal').hidden = true;
    announce('Uploading…');
    return image;
}

function showProgress(form, share) {
    const bar = form.querySelector('progress');
    if (!bar)
        return;
    bar.hidden = false;
    if (share < 1)
        bar.value = share;
    else
        bar.removeAttribute('value');
}

const megabytes = bytes => (bytes / 1e6).toFixed(1);
