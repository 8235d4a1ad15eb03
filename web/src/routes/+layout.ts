// One static shell; everything shown comes from the API in the browser.
export const ssr = false;
export const prerender = false;
export const trailingSlash = 'never';
