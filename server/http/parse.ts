/** Turns what zod finds wrong with parameters into the refusal that Stripe's clients know. */
import type { z } from 'zod';
import { Problem } from '../model/problem.ts';

/** What a refusal repeats of a parameter's name, in characters. */
const NAME_CHARS = 200;

/** `['line_items', 0, 'colour']` as `line_items[0][colour]`, shortened. */
function bracketed(path: readonly PropertyKey[]): string {
  const name = path
    .map((part, index) => (index === 0 ? String(part) : `[${String(part)}]`))
    .join('');
  return name.length > NAME_CHARS ? `${name.slice(0, NAME_CHARS)}…` : name;
}

function deepest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const branches = issue.errors.flatMap((branch) => branch.slice(0, 1));
  const specific = branches.find((each) => each.code !== 'invalid_type') ?? branches[0];
  if (!specific) return issue;
  return deepest({ ...specific, path: [...issue.path, ...specific.path] } as z.core.$ZodIssue);
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null
        ? (value as Record<PropertyKey, unknown>)[part]
        : undefined,
    input,
  );
}

function toProblem(found: z.core.$ZodIssue, input: unknown): Problem {
  const issue = deepest(found);
  const refuse = (code: string, param: string, message: string) =>
    new Problem({ status: 400, type: 'invalid_request_error', code, param, message });
  if (issue.code === 'unrecognized_keys') {
    const param = bracketed([...issue.path, issue.keys[0] ?? '']);
    return refuse('parameter_unknown', param, `Received unknown parameter: ${param}`);
  }
  const param = bracketed(issue.path);
  if (valueAt(input, issue.path) === undefined && issue.code !== 'custom') {
    return refuse('parameter_missing', param, `Missing required param: ${param}.`);
  }
  const integer =
    (issue.code === 'invalid_type' && (issue.expected === 'int' || issue.expected === 'number')) ||
    ((issue.code === 'too_small' || issue.code === 'too_big') &&
      (issue.origin === 'int' || issue.origin === 'number'));
  if (integer)
    return refuse(
      'parameter_invalid_integer',
      param,
      `Invalid integer: ${param} ${issue.message.replace(/^[A-Z]/, (c) => c.toLowerCase())}`,
    );
  if (issue.code === 'too_big' && issue.origin === 'string') {
    return refuse(
      'parameter_invalid_string',
      param,
      `Invalid string: ${param} may have at most ${issue.maximum} characters.`,
    );
  }
  if (issue.code === 'invalid_value') {
    return refuse(
      'parameter_invalid',
      param,
      `Invalid ${param}: must be one of ${issue.values.map(String).join(', ')}`,
    );
  }
  return refuse('parameter_invalid', param, `Invalid ${param}: ${issue.message}`);
}

/** @throws Problem 400 that names the parameter */
export function parse<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const [first] = result.error.issues;
  if (!first) throw new Error('a failed parse has an issue');
  throw toProblem(first, input);
}
