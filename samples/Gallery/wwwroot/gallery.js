// Makes the pages quicker to use. The server renders all there is to see; without scripts the same forms post and the page reloads.
import './drop.js';
import './forms.js';
import './pending.js';
import './reorder.js';

document.documentElement.classList.add('script');
