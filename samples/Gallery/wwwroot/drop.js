// Files that are dropped on a form, or on a part that has one, are uploaded by it.

const targetOf = event => event.target instanceof Element ? event.target.closest('[data-drop]') : null;
const carriesFiles = event => event.dataTransfer?.types.includes('Files') && !document.querySelector('.dragged');

document.addEventListener('dragover', event => {
    if (!carriesFiles(event))
        return;
    // Also elsewhere, where a missed drop would leave the page for the file.
    event.preventDefault();
    event.dataTransfer.dropEffect = targetOf(event) ? 'copy' : 'none';
    highlight(targetOf(event));
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
    const target = targetOf(event);
    const form = target?.matches('form') ? target : target?.querySelector('form[data-upload]');
    const field = form?.querySelector('input[type=file]');
    if (!field || event.dataTransfer.files.length === 0)
        return;
    field.files = event.dataTransfer.files;
    if (form.reportValidity())
        form.requestSubmit();
});

function highlight(target) {
    for (const other of document.querySelectorAll('.target'))
        other.classList.toggle('target', other === target);
    target?.classList.add('target');
}
