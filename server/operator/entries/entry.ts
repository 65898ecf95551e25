/** The shape of one entry of a story, whatever it tells of. */
import { html } from 'hono/html';
import { code, type Html, type Part, time } from '../pages/layout.ts';

export interface EntryView {
  readonly id: string;
  /** Colours the dot: what was agreed, done, refused, or is only told. */
  readonly look: 'agreed' | 'good' | 'bad' | 'calm';
  /** Whether something ended with it: its dot is hollow. */
  readonly hollow?: boolean;
  readonly created: number;
  readonly title: Part;
  /** Beside the title. */
  readonly state?: Part;
  readonly about?: Part;
  readonly body?: Part;
  /** Where it goes on. */
  readonly links?: readonly (readonly [string, string])[];
}

export function entry(view: EntryView): Html {
  const { id, look, hollow = false, created, title, state = '', about = '', body = '' } = view;
  return html`<li class="entry ${look} ${hollow ? 'hollow' : ''}" id="${id}">
<p class="when">${time(created)}</p>
<h3>${title} ${state}</h3>
${about === '' ? '' : html`<p class="quiet small">${about}</p>`}
${body}
<p class="ids">${(view.links ?? []).map(([href, name]) => html`<a href="${href}">${name}</a> `)}${code(id)}</p>
</li>`;
}
