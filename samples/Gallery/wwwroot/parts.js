// Parts of the page: elements with an id, exchanged for what the server says of them now.

export const announce = message => document.getElementById('news').textContent = message;

// Whoever was inside a part stays there: at the element that is named, or the one of the same id.
export function exchange(part, page, focus) {
    const fresh = page.getElementById(part.id);
    const inside = part.contains(document.activeElement);
    const wanted = focus ?? document.activeElement.id;
    part.replaceWith(fresh);
    if (inside)
        focusOn(fresh, wanted);
    return fresh;
}

export function refuse(part, message) {
    const refusal = part.querySelector('.refusal') ?? document.querySelector('.refusal');
    refusal.textContent = message;
    refusal.hidden = false;
}

function focusOn(part, id) {
    const element = document.getElementById(id);
    const usable = part.contains(element) && !element.disabled ? element : element?.parentElement.querySelector('button:enabled');
    const target = usable ?? part;
    if (target === part)
        part.tabIndex = -1;
    target.focus({ preventScroll: true });
}
