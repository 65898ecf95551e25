/**
 * The letters that a merchant would write to a subscriber, each from one event and nothing else: when,
 * what about, and where its link leads. Pure; who sends them, and how they look, is not known here.
 */
import { cardName, money } from '../spoken.ts';
import { date } from './dates.ts';
import { type News, numberAt, textAt } from './news.ts';
import { COFFEE } from './plan.ts';

interface Link {
  readonly says: string;
  readonly href: string;
}

export interface Letter {
  /** Of the event that it comes from. */
  readonly id: string;
  readonly type: string;
  /** Seconds since 1970, in the subscriber's time. */
  readonly at: number;
  readonly subject: string;
  /** Paragraphs. */
  readonly body: readonly string[];
  /** What there is to do, first what is best. */
  readonly links: readonly Link[];
  /** Where it can be stopped or changed, as the law wants it said. */
  readonly manageable: boolean;
}

type Text = Pick<Letter, 'subject' | 'body'> & Partial<Pick<Letter, 'links' | 'manageable'>>;
type Writer = (news: News) => Text | null;

function amount(news: News, path = 'amount'): string {
  return money(numberAt(news, path) ?? 0, textAt(news, 'currency') ?? 'usd');
}

function day(news: News, path: string): string {
  const seconds = numberAt(news, path);
  return seconds === null ? 'soon' : date(seconds);
}

/** `your Visa •••• 4242`, or `your card`. */
function card(news: News): string {
  const brand = textAt(news, 'payment_method.brand');
  const last4 = textAt(news, 'payment_method.last4');
  return brand === null ? 'your card' : `your ${cardName({ brand, last4 })}`;
}

/** A link that the event holds; none where it does not. */
function linkTo(news: News, path: string, says: string): readonly Link[] {
  const href = textAt(news, path);
  return href === null ? [] : [{ says, href }];
}

/**
 * Nobody tries any more: the buyer is asked. The invoice's own page is good for as long as it is due; a
 * way straight to the bank is not.
 */
const comeBack: Writer = (news) => {
  const minor = numberAt(news, 'invoice.amount_due') ?? numberAt(news, 'payment_intent.amount');
  const due = money(minor ?? 0, textAt(news, 'payment_intent.currency') ?? 'usd');
  const invoice = linkTo(news, 'hosted_invoice_url', `Pay ${due}`);
  const pay = invoice.length > 0 ? invoice : linkTo(news, 'recovery_url', `Pay ${due}`);
  const confirm = linkTo(news, 'confirm_url', 'Confirm with your bank');
  if (confirm.length > 0) {
    return {
      subject: 'Your bank asks you to confirm',
      body: [
        `Your bank wants to hear from you before it pays ${due} for your coffee. It takes one press.`,
        'That link is good once, and for half a day. After that, or with another card, pay by the other one.',
      ],
      links: [...confirm, ...pay],
      manageable: true,
    };
  }
  return {
    subject: `Your coffee is waiting for ${due}`,
    body: [
      'Your card did not go through, and we do not try it again by ourselves. Pay with the same card or another one, and the coffee goes on as before.',
      'Opening the page charges nothing.',
    ],
    links: pay,
    manageable: true,
  };
};

/** Only the first try of a debt is worth a letter; those after it are the shop's affair. */
const didNotGoThrough: Writer = (news) => {
  const again = numberAt(news, 'next_payment_attempt');
  if (numberAt(news, 'attempt_count') !== 1 || again === null) return null;
  return {
    subject: `${amount(news, 'amount_due')} could not be charged`,
    body: [
      `Your bank said no to this month’s coffee. We try again on ${date(again)}; there is nothing that you have to do.`,
      'If you would rather pay now, or with another card, you can.',
    ],
    links: linkTo(news, 'hosted_invoice_url', 'Pay now'),
    manageable: true,
  };
};

const changed: Writer = (news) => {
  if (typeof news.before.cancel_at_period_end !== 'boolean') return null;
  return news.about.cancel_at_period_end === true
    ? {
        subject: 'Your coffee ends with this month',
        body: [
          `As you wished, nothing is charged any more, and the last bag is the one of this month. It ends on ${day(news, 'cancel_at')}.`,
        ],
        manageable: true,
      }
    : {
        subject: 'Your coffee goes on',
        body: ['You have changed your mind, and so have we: everything stays as it was.'],
        manageable: true,
      };
};

const WRITERS: Readonly<Record<string, Writer>> = {
  'checkout.session.completed': (news) => {
    if (textAt(news, 'mode') !== 'subscription') return null;
    const today = numberAt(news, 'amount_total') ?? 0;
    const paid = today > 0 ? `${amount(news, 'amount_total')} is paid for the first month.` : '';
    const free = `The first ${COFFEE.trialDays} days are free. Then it is ${money(COFFEE.priceMinor)} every month; we write before the first charge.`;
    return {
      subject: 'Welcome! Your coffee is on its way',
      body: [`${COFFEE.name}: ${today > 0 ? paid : free}`, 'You can stop it whenever you like.'],
      manageable: true,
    };
  },
  'keepsake.notice.trial_will_end': (news) => ({
    subject: `Your free weeks end on ${day(news, 'about')}`,
    body: [
      `From then on it is ${amount(news)} every month, charged to ${card(news)}. The first charge is made on ${day(news, 'about')}.`,
      'If you stop before that day, nothing is charged.',
    ],
    manageable: true,
  }),
  'keepsake.notice.upcoming': (news) => ({
    subject: `${amount(news)} on ${day(news, 'about')}`,
    body: [
      `The next bag is roasted soon. We charge ${amount(news)} to ${card(news)} on ${day(news, 'about')}.`,
    ],
    manageable: true,
  }),
  'keepsake.notice.rare_charge': (news) => ({
    subject: `It has been a while: ${amount(news)} on ${day(news, 'about')}`,
    body: [
      `The last charge was long ago. On ${day(news, 'about')} we charge ${amount(news)} to ${card(news)}.`,
    ],
    manageable: true,
  }),
  'keepsake.notice.changed_charge': (news) => ({
    subject: `A new price from ${day(news, 'about')}`,
    body: [
      `It was ${amount(news, 'previous_amount')}. On ${day(news, 'about')} we charge ${amount(news)} to ${card(news)}.`,
    ],
    manageable: true,
  }),
  'keepsake.notice.card_expiring': (news) => ({
    subject: 'Your card expires before the next bag',
    body: [
      `The next charge of ${amount(news)} is due on ${day(news, 'about')}, and ${card(news)} is not valid any more by then. Update it, or choose another.`,
    ],
    manageable: true,
  }),
  'keepsake.notice.receipt': (news) => ({
    subject: `Receipt: ${amount(news)}`,
    body: [
      `Thank you. On ${date(news.at)} we charged ${amount(news)} to ${card(news)}.`,
      textAt(news, 'description') ?? COFFEE.name,
    ],
    links: linkTo(news, 'hosted_invoice_url', 'See the invoice'),
    manageable: true,
  }),
  'invoice.payment_failed': didNotGoThrough,
  'keepsake.recovery_required': comeBack,
  'customer.subscription.updated': changed,
  'customer.subscription.deleted': (news) => ({
    subject: 'Your coffee has ended',
    body: [
      textAt(news, 'cancellation_details.reason') === 'payment_failed'
        ? 'We could not collect for it, so we stopped it. Nothing is charged any more.'
        : 'Nothing is charged any more. It was a pleasure.',
      'If you miss it, the next bag is a press away.',
    ],
  }),
};

/** The letter that an event asks for; null for none. */
export function letterOf(news: News): Letter | null {
  const text = WRITERS[news.type]?.(news) ?? null;
  if (text === null) return null;
  const { id, type, at } = news;
  return { id, type, at, links: [], manageable: false, ...text };
}
