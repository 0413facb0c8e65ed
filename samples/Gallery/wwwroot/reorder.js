// Photos that are dragged to another place. The same as their buttons do, which also work by keyboard and on a phone.

const photoOf = event => event.target instanceof Element ? event.target.closest('[data-reorder] > [data-place]') : null;
let dragged = null;

// Not from where text is marked or something is pressed.
document.addEventListener('pointerdown', event => {
    const photo = photoOf(event);
    if (photo)
        photo.draggable = !event.target.closest('input, button, details');
});

document.addEventListener('dragstart', event => {
    dragged = photoOf(event);
    dragged?.classList.add('dragged');
});

document.addEventListener('dragover', event => {
    if (!dragged)
        return;
    event.preventDefault();
    mark(photoOf(event));
});

document.addEventListener('drop', event => {
    const target = photoOf(event);
    if (!dragged || !target)
        return;
    event.preventDefault();
    if (target !== dragged)
        move(dragged, target.dataset.place);
});

document.addEventListener('dragend', () => {
    mark(null);
    dragged?.classList.remove('dragged');
    dragged = null;
});

function mark(photo) {
    for (const other of document.querySelectorAll('.goes-here'))
        other.classList.remove('goes-here');
    if (photo !== dragged)
        photo?.classList.add('goes-here');
}

function move(photo, place) {
    const button = photo.querySelector('button[name=place]');
    button.disabled = false;
    button.value = place;
    button.form.requestSubmit(button);
}
