/**
 * What the browser that a test runs in cannot be asked for. Firefox and Chromium can be asked for
 * everything; a test that needs what is missing is left out there, under a name that says so.
 */
const { userAgent } = navigator;
const isWebKit = /AppleWebKit/.test(userAgent) && !/Chrom/.test(userAgent);

/** Colors that the system forces: WebKit has the words for it, and no system that does. */
export const FORCES_COLORS = !isWebKit;

/** Light, dark and motion, changed while the page is open: WebKit asks its desktop at the start. */
export const CHANGES_SYSTEM = !isWebKit;

/** Where no radio of a group is chosen, Tab comes back to the group after each control between them. */
export const STOPS_BETWEEN_RADIOS = isWebKit;
