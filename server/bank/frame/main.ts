/**
 * The card frame's start: waits for the page's greeting, checks who speaks, and answers on the port
 * that came with it. Numbers and codes stay on this side; nothing here can put them into a message.
 */
import type { FrameError, Notice, Reply, Request } from '../protocol.ts';
import { FIELDS, PROTOCOL_VERSION } from '../protocol.ts';
import { createBankForm } from './bank-form.ts';
import { createCardForm } from './card-form.ts';
import type { EntryForm } from './entry-form.ts';
import { labelsFor } from './labels.ts';
import { parseHello, parseRequest, requestId } from './messages.ts';
import { applyTheme } from './theme.ts';
import { tokenize } from './tokenize.ts';

const meta = (name: string) =>
  document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';

const ORIGINS = meta('frame-origins').split(' ').filter(Boolean);
/** Empty when the frame's address had run out. */
let grant = meta('frame-grant');
let pageOrigin = '';
const root = document.documentElement;

let port: MessagePort | null = null;
let pageVersion = PROTOCOL_VERSION;
let form: EntryForm | null = null;
let lastState = '';
let lastNetworks = '';
let lastHeight = 0;

const tell = (notice: Notice) => port?.postMessage(notice);
const height = () => Math.ceil(document.body.getBoundingClientRect().height);
const refusal = (id: number, error: FrameError): Reply => ({ id, ok: false, error });
const broken = (code: FrameError['code']): FrameError => ({
  code,
  field: null,
  recoverable: false,
});

function tellState(): void {
  if (!form) return;
  tellNetworks(form.networks());
  const state = form.state();
  const text = JSON.stringify(state);
  if (text === lastState) return;
  lastState = text;
  tell({ type: 'state', ...state });
}

/** Names only, and only where there is a choice. */
function tellNetworks(networks: readonly string[]): void {
  const available = networks.length > 1 ? networks : [];
  const text = available.join(' ');
  if (text === lastNetworks) return;
  lastNetworks = text;
  tell({ type: 'networks', available });
}

function speak(locale: string, dir: 'ltr' | 'rtl'): void {
  const { language, labels } = labelsFor(locale);
  root.lang = language;
  root.dir = dir;
  form?.say(labels, language);
  if (grant !== '') return;
  const message = document.createElement('p');
  message.className = 'message';
  message.setAttribute('role', 'alert');
  message.textContent = labels.sessionExpired;
  document.body.replaceChildren(message);
}

function start(request: Extract<Request, { type: 'init' }>): void {
  applyTheme(root, request.theme);
  if (grant !== '') {
    const { mode } = request;
    form =
      mode === 'card' || mode === 'cvc'
        ? createCardForm(mode, Date.now, tellState)
        : createBankForm(mode, tellState);
    document.body.replaceChildren(form.element);
  }
  speak(request.locale, request.dir);
}

function judged(id: number, current: EntryForm): Reply {
  const wrong = current.validate();
  return wrong ? refusal(id, { ...wrong, recoverable: true }) : { id, ok: true };
}

async function tokenized(id: number, current: EntryForm, network?: string): Promise<Reply> {
  const verdict = judged(id, current);
  if (!verdict.ok) return verdict;
  const input = current.input();
  // A choice that was made for another number is none for this one.
  const chosen = network !== undefined && current.networks().includes(network);
  const result = await tokenize(chosen ? { ...input, network } : input, grant);
  if (result.ok) return { id, ...result };
  const { code, field } = result.error;
  if (field) current.mark(field, code);
  return refusal(id, result.error);
}

/** What is typed goes on under another session, where the page that asks may hold that one too. */
async function renewed(id: number, url: string): Promise<Reply> {
  const refused = refusal(id, broken('session_expired'));
  try {
    const address = new URL(url);
    if (address.origin + address.pathname !== location.origin + location.pathname) return refused;
    const headers = { accept: 'application/json' };
    const response = await fetch(address, { headers, credentials: 'omit', cache: 'no-store' });
    const fresh: { grant?: unknown; origins?: unknown } = await response.json();
    const mayHold = Array.isArray(fresh.origins) && fresh.origins.includes(pageOrigin);
    if (!response.ok || typeof fresh.grant !== 'string' || !mayHold) return refused;
    grant = fresh.grant;
    return { id, ok: true };
  } catch {
    return refused;
  }
}

async function answer(request: Request): Promise<Reply> {
  const { id } = request;
  if (request.type === 'init') start(request);
  if (grant === '') return refusal(id, broken('session_expired'));
  if (!form) return refusal(id, broken('invalid_request'));
  switch (request.type) {
    case 'validate':
      return judged(id, form);
    case 'tokenize':
      return tokenized(id, form, request.network);
    case 'renew':
      return renewed(id, request.url);
    case 'theme':
      applyTheme(root, request.theme);
      break;
    case 'locale':
      speak(request.locale, request.dir);
      break;
    case 'focus':
      form.focus(request.field);
      break;
    case 'clear':
      form.clear();
      break;
    case 'init':
      tellState();
  }
  return { id, ok: true };
}

async function onRequest(asked: MessagePort, data: unknown): Promise<void> {
  const id = requestId(data);
  if (id === null) return;
  const request = parseRequest(data);
  const reply =
    pageVersion !== PROTOCOL_VERSION
      ? refusal(id, broken('version_mismatch'))
      : request
        ? await answer(request)
        : refusal(id, broken('invalid_request'));
  asked.postMessage(reply);
}

window.addEventListener('message', (event) => {
  if (window.parent === window || event.source !== window.parent) return;
  const hello = parseHello(event.data);
  const [given] = event.ports;
  if (!hello || !given || !ORIGINS.includes(event.origin)) return;
  port?.close();
  port = given;
  pageVersion = hello.v;
  pageOrigin = event.origin;
  lastState = '';
  lastNetworks = '';
  given.onmessage = ({ data }) => void onRequest(given, data);
  tell({ type: 'ready', v: PROTOCOL_VERSION, nonce: hello.nonce, height: height() });
});

new ResizeObserver(() => {
  const now = height();
  if (now === lastHeight) return;
  lastHeight = now;
  tell({ type: 'height', height: now });
}).observe(document.body);

document.addEventListener('focusin', ({ target }) => {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
  const field = FIELDS.find((name) => name === target.id);
  if (field) tell({ type: 'focus', field });
});
document.addEventListener('focusout', (event) => {
  if (event.relatedTarget === null) tell({ type: 'blur' });
});
document.addEventListener('keydown', (event) => {
  if (event.isComposing) return;
  if (event.key === 'Escape') tell({ type: 'escape' });
  if (event.key !== 'Enter') return;
  event.preventDefault();
  tell({ type: 'submit' });
});
