/** A refusal of the bank, in one shape. It knows HTTP statuses and nothing about what was refused. */

export type RefusalStatus = 400 | 401 | 402 | 403 | 404 | 409 | 413 | 415;

/**
 * @example throw new Refusal(409, 'too_late', 'not_after has passed', { executed: false })
 */
export class Refusal extends Error {
  readonly status: RefusalStatus;
  readonly code: string;
  readonly param: string | undefined;
  /** `false` is the bank's promise that nothing was done, now or later, for this reference. */
  readonly executed: false | undefined;

  constructor(
    status: RefusalStatus,
    code: string,
    message: string,
    more: { readonly param?: string; readonly executed?: false } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.param = more.param;
    this.executed = more.executed;
  }

  body(): Record<string, unknown> {
    const { code, message, param, executed } = this;
    return {
      error: { code, message, ...(param === undefined ? {} : { param }) },
      ...(executed === undefined ? {} : { executed }),
    };
  }
}
