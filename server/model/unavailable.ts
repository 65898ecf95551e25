/**
 * The store cannot be asked now. Nothing is known to be wrong with what was asked, and where a commit
 * was under way nobody knows whether it came through: no refusal, and nothing that a caller may take
 * for one.
 */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}
