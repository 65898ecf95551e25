/** `/elements` by a customer session's secret: the buyer's own wallet. Every change answers the whole wallet again. */
import type { Context as HonoContext } from 'hono';
import type { Context } from '../../context.ts';
import { whereItIs } from '../../domain/accounts.ts';
import { nameBackup } from '../../domain/backups.ts';
import { inTimeOf } from '../../domain/clock.ts';
import { liveCustomerSession } from '../../domain/customer-sessions.ts';
import { findMandate } from '../../domain/mandate-records.ts';
import { replaceOwnCard } from '../../domain/replacement.ts';
import { agreementsOf, type Holder } from '../../domain/succession.ts';
import {
  makeOwnDefault,
  ownCard,
  ownReceipt,
  removeOwnCard,
  revokeOwnMandate,
  updateOwnCard,
  viewWallet,
  withdrawOwnConsent,
} from '../../domain/wallet.ts';
import {
  agreementFor,
  cancelOwn,
  keepOwn,
  moveOwn,
  ownSubscription,
  subscriptionsOf,
} from '../../domain/wallet-subscriptions.ts';
import type { CustomerSession } from '../../model/customer-session.ts';
import { ELEMENTS_BODY_BYTES } from '../../model/limits.ts';
import { offerLocale } from '../../model/offer.ts';
import { forbidden, notFound, unauthorized } from '../../model/problem.ts';
import { agreementQuery, agreementsQuery, removalQuery } from '../../wire/elements-query.ts';
import { backupInput, moveInput, updateMethodInput } from '../../wire/wallet.ts';
import { decodeBillingDetails, encodeAgreements, encodeWallet } from '../../wire/wallet-state.ts';
import { guardEnvelope, readBody, readQuery } from '../body.ts';
import { idOfSecret } from '../client-secret.ts';
import { parse } from '../parse.ts';
import { type CardGuard, guarded } from '../rate-limit.ts';
import { receiptPage } from '../receipt-page.ts';

type Handler = (c: HonoContext) => Promise<Response>;
type Act = (ctx: Context, session: CustomerSession, id: string, c: HonoContext) => Promise<void>;

/** Whether a request carries a wallet's secret, and not a checkout's. */
export function isWallet(c: HonoContext): boolean {
  return /^Bearer\s+cuss_/i.test(c.req.header('authorization') ?? '');
}

/** Whether a request carries a checkout's secret. */
export function isCheckout(c: HonoContext): boolean {
  return /^Bearer\s+cs_/i.test(c.req.header('authorization') ?? '');
}

const holderOf = (session: CustomerSession): Holder => ({
  session: session.id,
  customer: session.customer,
  surface: 'wallet',
});

/**
 * @param contextOf makes an operation's context for a request
 * @param cards counts declined tries
 */
export function walletRoutes(contextOf: (c: HonoContext) => Context, cards: CardGuard) {
  async function admit(c: HonoContext): Promise<{ ctx: Context; session: CustomerSession }> {
    guardEnvelope(c.req.raw, new URL(c.req.url));
    const base = contextOf(c);
    const id = idOfSecret(base.keys, c.req.header('authorization') ?? null, 'cuss_');
    const entered = await whereItIs(base, id, async (there) => {
      const its = await inTimeOf(there, id);
      return { its, session: await liveCustomerSession(its, id) };
    });
    if (!entered)
      throw unauthorized('This client secret is not valid here.', 'client_secret_invalid');
    const { its: ctx, session } = entered.found;
    const origin = c.req.header('origin');
    const allowed = [new URL(ctx.config.publicUrl).origin, ...session.allowedOrigins];
    if (origin !== undefined && !allowed.includes(origin)) {
      throw forbidden(
        `This wallet may not be used from ${origin}. Name that origin in allowed_origins.`,
        'origin_not_allowed',
      );
    }
    return { ctx, session };
  }

  async function answer(c: HonoContext, ctx: Context, session: CustomerSession): Promise<Response> {
    const { merchantName: name, merchantTermsUrl, merchantSupportUrl } = ctx.config;
    const merchant = {
      name,
      terms_url: merchantTermsUrl ?? null,
      support_url: merchantSupportUrl ?? null,
    };
    const wallet = await viewWallet(ctx, session);
    const subscriptions = await subscriptionsOf(ctx, wallet.customer, wallet.cards);
    return c.json(encodeWallet({ ...wallet, subscriptions, merchant }));
  }

  const change =
    (act: Act): Handler =>
    async (c) => {
      const { ctx, session } = await admit(c);
      await act(ctx, session, c.req.param('id') ?? '', c);
      return answer(c, ctx, session);
    };

  return {
    state: (async (c) => {
      const { ctx, session } = await admit(c);
      return answer(c, ctx, session);
    }) satisfies Handler,
    update: change(async (ctx, session, id, c) => {
      const input = parse(
        updateMethodInput,
        (await readBody(c.req.raw, ELEMENTS_BODY_BYTES)).parameters,
      );
      const billingDetails = decodeBillingDetails(input.billing_details);
      if (input.card_token !== undefined) {
        const { card_token: token, agreements = [] } = input;
        const address = ctx.caller?.address ?? null;
        const who = { account: ctx.account, session: session.id, address, newCard: true };
        const given = { token, billingDetails, agreements };
        await guarded(cards, who, ctx.wall, () =>
          replaceOwnCard(ctx, holderOf(session), id, given),
        );
        return;
      }
      const { exp_month: expMonth, exp_year: expYear } = input;
      await updateOwnCard(ctx, session, id, { expMonth, expYear, billingDetails });
    }),
    agreements: (async (c) => {
      const { ctx, session } = await admit(c);
      const query = parse(agreementsQuery, readQuery(new URL(c.req.url)));
      const method = await ownCard(ctx, session, c.req.param('id') ?? '');
      const heir = query.backup === undefined ? null : await ownCard(ctx, session, query.backup);
      const locale = offerLocale(query.locale ?? null, null);
      const { db } = ctx.store;
      return c.json(
        encodeAgreements(await agreementsOf(ctx, db, holderOf(session), method, heir, locale)),
      );
    }) satisfies Handler,
    backup: change(async (ctx, session, id, c) => {
      const body = await readBody(c.req.raw, ELEMENTS_BODY_BYTES);
      const input = parse(backupInput, body.parameters);
      const { mandate } = await findMandate(ctx, id);
      if (mandate.customer !== session.customer) throw notFound('mandate', id, true);
      const from = await ownCard(ctx, session, mandate.paymentMethod);
      const heir = await ownCard(ctx, session, input.payment_method);
      await nameBackup(ctx, holderOf(session), { mandate, from, heir }, input.offer);
    }),
    agreement: (async (c) => {
      const { ctx, session } = await admit(c);
      const query = parse(agreementQuery, readQuery(new URL(c.req.url)));
      const its = await ownSubscription(ctx, session, c.req.param('id') ?? '');
      const card = await ownCard(ctx, session, query.payment_method);
      const locale = offerLocale(query.locale ?? null, null);
      const {
        id,
        text,
        sha256,
        locale: spoken,
      } = agreementFor(ctx, holderOf(session), its, card, locale);
      return c.json({ offer: { id, text, sha256, locale: spoken } });
    }) satisfies Handler,
    move: change(async (ctx, session, id, c) => {
      const body = await readBody(c.req.raw, ELEMENTS_BODY_BYTES);
      const { payment_method: paymentMethod, offer } = parse(moveInput, body.parameters);
      await moveOwn(ctx, holderOf(session), id, { paymentMethod, offer });
    }),
    cancel: change(cancelOwn),
    keep: change(keepOwn),
    makeDefault: change(makeOwnDefault),
    withdraw: change(withdrawOwnConsent),
    revoke: change(revokeOwnMandate),
    remove: change(async (ctx, session, id, c) => {
      const { replacement } = parse(removalQuery, readQuery(new URL(c.req.url)));
      await removeOwnCard(ctx, session, id, replacement ?? null);
    }),
    receipt: (async (c) => {
      const { ctx, session } = await admit(c);
      const receipt = await ownReceipt(ctx, session, c.req.param('id') ?? '');
      const readable = (c.req.header('accept') ?? '').includes('text/html');
      return readable ? c.html(await receiptPage(receipt)) : c.json(receipt);
    }) satisfies Handler,
  };
}
