/**
 * Mistakes that somebody could make, each in one place of the source, the area that must find it and
 * in which words. They prove that the fuzz can fail; none of them is ever in the program itself.
 */

export interface Plant {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly area: string;
  readonly cases: number;
  readonly found: RegExp;
}

export const PLANTS: readonly Plant[] = [
  {
    name: 'expand takes what every object has for a field',
    file: 'server/http/expand.ts',
    find: 'Object.hasOwn(fields, field)',
    replace: 'field in fields',
    area: 'expand',
    cases: 1_000,
    found: /what every object has/,
  },
  {
    name: 'expand is looked at after the change was made',
    file: 'server/http/endpoint.ts',
    find: "if (request.method !== 'GET') refuseUnknownPaths(ctx, url.pathname, expand);",
    replace: '',
    area: 'expand',
    cases: 1_000,
    found: /refused with 400, and wrote/,
  },
  {
    name: 'a form becomes plain objects',
    file: 'server/http/body.ts',
    find: 'return qs.parse(text, QS_OPTIONS);',
    replace: `const all: any = {};
    for (const [key, value] of new URLSearchParams(text)) {
      const path = key.split(/[[\\]]+/).filter(Boolean);
      const last = path.pop();
      let at = all;
      for (const part of path) at = Object(at[part] ??= {});
      if (last !== undefined) at[last] = value;
    }
    return all;`,
    area: 'forms',
    cases: 3_000,
    found: /prototypes were polluted|answered 500/,
  },
  {
    name: 'a form is walked through once for every four characters',
    file: 'server/http/body.ts',
    find: 'return qs.parse(text, QS_OPTIONS);',
    replace: `let seen = 0;
    for (let at = 0; at < text.length; at += 4) seen += text.indexOf('\\u0001', at);
    if (seen > 0) return {};
    return qs.parse(text, QS_OPTIONS);`,
    area: 'forms',
    cases: 16_000,
    found: /took longer/,
  },
  {
    name: 'an object measures itself',
    file: 'server/http/body.ts',
    find: "if (key === 'length' && ",
    replace: 'if (false && ',
    area: 'forms',
    cases: 6_000,
    found: /answered 500/,
  },
  {
    name: 'the guard reads ASCII digits alone',
    file: 'server/model/card-number.ts',
    find: 'if (/\\p{N}/u.test(character)) {',
    replace: 'if (/[0-9]/.test(character)) {',
    area: 'planting',
    cases: 1_000,
    found: /is in the database/,
  },
  {
    name: 'a badly encoded form is taken as it is',
    file: 'server/http/body.ts',
    find: '  decoder: decoded,\n',
    replace: '',
    area: 'planting',
    cases: 1_000,
    found: /is in the database|200 /,
  },
  {
    name: 'a processor may say what it likes',
    file: 'server/processors/sandbox-answer.ts',
    find: 'text !== null && containsCardNumber(text) ? null : text',
    replace: 'text',
    area: 'planting',
    cases: 3_000,
    found: /is in the (database|answers)/,
  },
  {
    name: 'a page is found by what every object has',
    file: 'server/http/routes/pages.ts',
    find: 'Object.hasOwn(own, name) ? own[name] : undefined',
    replace: 'own[name]',
    area: 'headers',
    cases: 12_000,
    found: /answered 500/,
  },
  {
    name: 'a parameter is refused without its name',
    file: 'server/http/parse.ts',
    find: "return refuse('parameter_unknown', param, ",
    replace: "return refuse('parameter_unknown', undefined as never, ",
    area: 'json',
    cases: 1_000,
    found: /does not name the parameter/,
  },
  {
    name: 'an answer about another attempt is believed',
    file: 'server/processors/sandbox.ts',
    find: "if (row.reference !== attempt) return unknown('reference_mismatch');",
    replace: '',
    area: 'processor',
    cases: 5_000,
    found: /without proof/,
  },
  {
    name: 'an answer about another amount is believed',
    file: 'server/processors/sandbox-answer.ts',
    find: "if (typeof amount === 'number' && row.amount !== amount) return false;",
    replace: '',
    area: 'payments',
    cases: 1_000,
    found: /without proof/,
  },
  {
    name: 'a broken wire is taken for a refusal',
    file: 'server/processors/sandbox.ts',
    find: "if (answer.kind === 'no_answer') return unknown(answer.reason);",
    replace:
      "if (answer.kind === 'no_answer') return { kind: 'not_executed', reason: answer.reason };",
    area: 'payments',
    cases: 1_000,
    found: /without proof/,
  },
  {
    name: 'old webhooks are heard',
    file: 'server/processors/sandbox.ts',
    find: 'if (Math.abs(nowMs - Number(seconds) * 1000) > WEBHOOK_TOLERANCE_MS) return null;',
    replace: '',
    area: 'bank-webhooks',
    cases: 2_000,
    found: /forged webhook wrote/,
  },
];
