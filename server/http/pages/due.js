/** What the pages of an invoice and of a bank's question share: the secret, asking, words and sums. */
export const secret = decodeURIComponent(location.hash.slice(1));
export const main = document.getElementById('due');

/** @returns the answer; throws what the server says */
export async function ask(path, method = 'GET') {
  const response = await fetch(path, { method, headers: { authorization: `Bearer ${secret}` } });
  const body = await response.json();
  if (!response.ok) throw new Error(body.error?.message ?? 'Something went wrong.');
  return body;
}

export function money(minor, currency) {
  const format = new Intl.NumberFormat(navigator.language, {
    style: 'currency',
    currency: currency.toUpperCase(),
  });
  return format.format(minor / 10 ** format.resolvedOptions().maximumFractionDigits);
}

export const day = (seconds) =>
  new Intl.DateTimeFormat(navigator.language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    seconds * 1000,
  );

const BRANDS = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  discover: 'Discover',
  jcb: 'JCB',
  diners: 'Diners Club',
  unionpay: 'UnionPay',
  us_bank_account: 'Bank account',
  sepa_debit: 'Bank account',
};
export const cardName = ({ brand, last4 }) => `${BRANDS[brand] ?? brand} ending in ${last4}`;

/** An element with text or children. */
export function make(name, ...content) {
  const element = document.createElement(name);
  element.append(...content.filter((each) => each !== null));
  return element;
}

export function quiet(text) {
  const line = make('p', text);
  line.className = 'quiet';
  return line;
}

export function sum(text) {
  const line = make('p', text);
  line.className = 'sum';
  return line;
}

/** A line with a link; nothing without an address. */
export function link(text, url) {
  if (!url) return null;
  const made = make('a', text);
  made.href = url;
  return make('p', made);
}

/** A button that does one thing once; what goes wrong is said below it. */
export function button(text, act) {
  const made = make('button', text);
  made.type = 'button';
  made.addEventListener('click', async () => {
    made.disabled = true;
    try {
      await act();
    } catch (reason) {
      alertIn(made.parentElement, reason.message);
      made.disabled = false;
    }
  });
  return made;
}

export function alertIn(parent, text) {
  parent.querySelector('[role=alert]')?.remove();
  const alert = make('p', text);
  alert.setAttribute('role', 'alert');
  parent.append(alert);
}

/** Shows what `draw` makes, or why nothing can be shown. */
export async function show(draw) {
  try {
    if (!secret) throw new Error('This link is incomplete.');
    main.replaceChildren(make('section', ...(await draw())));
  } catch (reason) {
    alertIn(main, reason.message);
  }
}
