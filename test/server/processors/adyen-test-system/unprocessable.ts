/** How Adyen's other end says that it does not do something; it knows no reason of its own. */

/** Adyen refuses to do this. */
export class Unprocessable extends Error {
  readonly errorCode: string;
  constructor(errorCode: string, message: string) {
    super(message);
    this.errorCode = errorCode;
  }
}
