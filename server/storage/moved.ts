/** The mark on an installation that was copied elsewhere: it may not be opened for business again. */

/** The step in the list of migrations that says that an installation was moved elsewhere. */
export const MOVED = 'moved';
