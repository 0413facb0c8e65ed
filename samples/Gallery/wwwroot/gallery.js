// Makes the forms quicker to use: upload on choosing or dropping a file, with preview, progress and the answer in place.
// The server renders every card; without this script the same forms post and the page reloads.
(() => {
    'use strict';

    document.documentElement.classList.add('script');

    const cardOf = target => target instanceof Element ? target.closest('.card') : null;
    const carriesFiles = event => event.dataTransfer?.types.includes('Files');

    document.addEventListener('change', event => {
        const file = event.target.matches('input[type=file]') && event.target.files[0];
        if (file)
            upload(cardOf(event.target), file);
    });

    document.addEventListener('dragover', event => {
        if (!carriesFiles(event))
            return;
        // Also outside the cards, where a missed drop would leave the page for the file.
        event.preventDefault();
        event.dataTransfer.dropEffect = cardOf(event.target) ? 'copy' : 'none';
        highlight(cardOf(event.target));
    });

    document.addEventListener('dragleave', event => {
        if (!event.relatedTarget)
            highlight(null);
    });

    document.addEventListener('drop', event => {
        if (!carriesFiles(event))
            return;
        event.preventDefault();
        highlight(null);
        const card = cardOf(event.target);
        if (card && event.dataTransfer.files.length > 0)
            upload(card, event.dataTransfer.files[0]);
    });

    function highlight(card) {
        for (const other of document.querySelectorAll('.card.target'))
            other.classList.toggle('target', other === card);
        card?.classList.add('target');
    }

    function upload(card, file) {
        if (card.ariaBusy === 'true')
            return;
        const form = card.querySelector('form');
        const most = Number(form.dataset.maxBytes);
        if (file.size > most) {
            refuse(card, `${file.name} has ${megabytes(file.size)} MB. The most is ${megabytes(most)} MB: choose a smaller picture.`);
            return;
        }

        const before = card.cloneNode(true);
        const data = new FormData(form);
        data.set('picture', file);
        const stopPreview = preview(card, file);
        send(form.action, data, share => showProgress(card, share))
            .then(page => show(card, page))
            .catch(problem => {
                card.replaceWith(before);
                refuse(before, problem.message);
            })
            .finally(stopPreview);
    }

    // Not fetch: it tells nothing of an upload's progress.
    function send(address, data, onProgress) {
        return new Promise((resolve, reject) => {
            const request = new XMLHttpRequest();
            request.responseType = 'document';
            request.open('POST', address);
            request.upload.onprogress = event => onProgress(event.loaded / event.total);
            request.onload = () => resolve(request.response);
            request.onerror = () => reject(new Error('The upload was cut off. Check the connection, and try again.'));
            request.send(data);
        });
    }

    function show(card, page) {
        const fresh = page?.getElementById(card.id);
        if (!fresh)
            throw new Error(page?.getElementById('problem')?.textContent ?? 'The server gave no answer that makes sense. Reload the page.');
        card.replaceWith(fresh);
        fresh.querySelector('input[type=file]').focus({ preventScroll: true });
        if (fresh.querySelector('.refusal').hidden)
            announce(`${fresh.querySelector('h2').textContent} has a new picture.`);
    }

    function preview(card, file) {
        const address = URL.createObjectURL(file);
        const image = Object.assign(new Image(), { className: 'large', alt: '', src: address });
        image.onerror = () => image.remove();
        card.querySelector('.frame').replaceChildren(image);
        card.querySelector('.refusal').hidden = true;
        card.ariaBusy = 'true';
        showProgress(card, 0);
        announce('Uploading…');
        return () => URL.revokeObjectURL(address);
    }

    function showProgress(card, share) {
        const bar = card.querySelector('progress');
        bar.hidden = false;
        if (share < 1)
            bar.value = share;
        else
            bar.removeAttribute('value');
    }

    function refuse(card, message) {
        const refusal = card.querySelector('.refusal');
        refusal.textContent = message;
        refusal.hidden = false;
        card.querySelector('input[type=file]').value = '';
    }

    function announce(message) {
        document.getElementById('news').textContent = message;
    }

    function megabytes(bytes) {
        return (bytes / 1e6).toFixed(1);
    }
})();
