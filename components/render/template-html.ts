/**
 * Turns a Lit template into HTML text, so that what a server sends is made from the very templates
 * that the elements render. It knows the bindings that our templates use and refuses others; which
 * elements have insides, and what they are, is for the caller to say.
 */
import { nothing } from 'lit';

/** What a custom element inside a template was given. */
export interface Inner {
  readonly tag: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The insides of an element as HTML; null for one that is left as it is. */
export type Insides = (inner: Inner) => string | null;

interface Template {
  readonly strings: readonly string[];
  readonly values: readonly unknown[];
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text that means itself between tags and between double quotes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}

function isTemplate(value: unknown): value is Template {
  return typeof value === 'object' && value !== null && '_$litType$' in value;
}

/**
 * @param insides asked once for each custom element, when its start tag is over
 * @throws Error for a value that only a browser can render
 */
export function htmlOf(value: unknown, insides: Insides): string {
  if (value === nothing || value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((each) => htmlOf(each, insides)).join('');
  if (isTemplate(value)) return new Writer(insides).write(value);
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
  throw new Error(`A server cannot render ${typeof value} in a template.`);
}

/** Goes through one template: outside tags, in a tag, or in a quoted attribute of one. */
class Writer {
  #html = '';
  /** Where the tag that is being read begins in the HTML; -1 outside tags. */
  #tagAt = -1;
  #quote = '';
  #properties: Record<string, unknown> = {};
  readonly #replaced = new Set<string>();
  readonly #insides: Insides;

  constructor(insides: Insides) {
    this.#insides = insides;
  }

  write({ strings, values }: Template): string {
    strings.forEach((text, at) => {
      for (const character of text) this.#read(character);
      if (at < values.length) this.#bind(values[at]);
    });
    return this.#html;
  }

  #read(character: string): void {
    this.#html += character;
    if (this.#tagAt < 0) {
      if (character === '<') this.#tagAt = this.#html.length - 1;
    } else if (this.#quote) {
      if (character === this.#quote) this.#quote = '';
    } else if (character === '"' || character === "'") {
      this.#quote = character;
    } else if (character === '>') {
      this.#closeTag();
    }
  }

  /**
   * An element with insides becomes a plain one that holds them in a shadow root: its own tag would
   * be upgraded, and render itself a second time.
   */
  #closeTag(): void {
    const source = this.#html.slice(this.#tagAt);
    const tag = /^<(\/?)(\w+-[\w-]+)/.exec(source);
    this.#tagAt = -1;
    const properties = this.#properties;
    this.#properties = {};
    if (!tag?.[2]) return;
    const head = this.#html.slice(0, this.#html.length - source.length);
    const rest = source.slice(tag[0].length);
    if (tag[1]) {
      if (this.#replaced.has(tag[2])) this.#html = `${head}</div${rest}`;
      return;
    }
    const inner = this.#insides({ tag: tag[2], properties });
    if (inner === null) return;
    this.#replaced.add(tag[2]);
    this.#html = `${head}<div data-of="${tag[2]}"${rest}<template shadowrootmode="open">${inner}</template>`;
  }

  #bind(value: unknown): void {
    if (this.#tagAt < 0) {
      this.#html += htmlOf(value, this.#insides);
      return;
    }
    if (this.#quote) {
      this.#html += value === nothing ? '' : escaped(String(value ?? ''));
      return;
    }
    const binding = /\s*([.?@]?)([\w-]+)=$/.exec(this.#html);
    if (!binding) throw new Error('A server cannot render a binding without a name.');
    this.#html = this.#html.slice(0, binding.index);
    this.#attribute(binding[1] ?? '', binding[2] ?? '', value);
  }

  #attribute(kind: string, name: string, value: unknown): void {
    const isCustom = /^<\w+-/.test(this.#html.slice(this.#tagAt));
    if (kind === '@') return;
    if (kind === '.' && isCustom) this.#properties[name] = value;
    else if (kind === '?' || name === 'checked') this.#html += value ? ` ${name}` : '';
    else if (value !== nothing) this.#html += ` ${name}="${escaped(String(value ?? ''))}"`;
  }
}
