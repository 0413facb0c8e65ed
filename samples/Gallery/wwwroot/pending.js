// Looks again, now and then, until all thumbnails that are being made are there.
import { announce, exchange } from './parts.js';

const firstDelay = 200, longestDelay = 5_000, mostLooks = 60;
let isLooking = false;

const waiting = () => [...document.querySelectorAll('.frame:has([data-pending])')];

async function look() {
    if (isLooking)
        return;
    isLooking = true;
    for (let looks = 0, delay = firstDelay; waiting().length > 0 && looks < mostLooks; looks++, delay = Math.min(delay * 1.4, longestDelay)) {
        await new Promise(passed => setTimeout(passed, delay));
        try {
            const answer = await fetch(location.pathname, { headers: { Accept: 'text/html' } });
            if (answer.ok)
                show(new DOMParser().parseFromString(await answer.text(), 'text/html'));
        } catch {
            // Not reached this time; perhaps the next.
        }
    }
    isLooking = false;
}

function show(page) {
    for (const frame of waiting()) {
        const fresh = page.getElementById(frame.id);
        if (fresh && !fresh.querySelector('[data-pending]')) {
            exchange(frame, page);
            announce('The thumbnails are made.');
        }
    }
}

document.addEventListener('exchanged', look);
look();
