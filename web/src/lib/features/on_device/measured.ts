/** What `scripts/on-device.mjs` measures; nothing of the app imports it. */
export { Catalogue } from './catalogue';
export { Companions } from './companions';
export { catalogueBytes, companionsBytes, drawing, inventedLibrary } from './fakes';
export { Ranker } from './lists';
export { Taste } from './taste';
