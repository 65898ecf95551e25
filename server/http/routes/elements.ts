/** `/elements`: what a buyer's browser may ask, by the session's client secret. */
import type { Context as HonoContext } from 'hono';
import type { Context } from '../../context.ts';
import { knownAccountOf, whereItIs } from '../../domain/accounts.ts';
import { expiredCard, hideSavedCards, updateInCheckout } from '../../domain/checkout-cards.ts';
import { confirmCheckout } from '../../domain/checkout-confirm.ts';
import { holdsUntil, revisionOf } from '../../domain/checkout-freshness.ts';
import { answer, hasFailed, refreshLatest } from '../../domain/checkout-press.ts';
import { enterSession, findCheckoutSession } from '../../domain/checkout-sessions.ts';
import { viewCheckout } from '../../domain/checkout-state.ts';
import { sessionLocale } from '../../domain/offers.ts';
import { removeInCheckout } from '../../domain/removal.ts';
import { agreementsOf } from '../../domain/succession.ts';
import { originsOf } from '../../model/checkout-return.ts';
import type { CheckoutSession } from '../../model/checkout-session.ts';
import { ANSWERS_KEPT, ELEMENTS_BODY_BYTES } from '../../model/limits.ts';
import { forbidden, notFound, Problem, unauthorized } from '../../model/problem.ts';
import {
  decodeConfirm,
  encodeCheckoutState,
  encodeConfirmResult,
  encodePress,
} from '../../wire/checkout-state.ts';
import { confirmInput, hideInput } from '../../wire/elements.ts';
import {
  agreementsQuery,
  checkoutQuery,
  markupQuery,
  removalQuery,
} from '../../wire/elements-query.ts';
import { updateMethodInput } from '../../wire/wallet.ts';
import { decodeBillingDetails, encodeAgreements } from '../../wire/wallet-state.ts';
import { guardEnvelope, readBody, readQuery } from '../body.ts';
import { clientSecret, idOfSecret } from '../client-secret.ts';
import { createKeptAnswers } from '../kept-answers.ts';
import type { RenderCheckout } from '../markup.ts';
import { parse } from '../parse.ts';
import { type CardGuard, guarded } from '../rate-limit.ts';

type Handler = (c: HonoContext) => Promise<Response>;

/**
 * @param contextOf makes an operation's context for a request
 * @param render makes the tag's HTML for servers of merchants
 * @param cards counts declined tries
 */
export function elementsRoutes(
  contextOf: (c: HonoContext) => Context,
  render: RenderCheckout,
  cards: CardGuard,
): Record<
  'state' | 'markup' | 'confirm' | 'status' | 'remove' | 'update' | 'agreements' | 'hide',
  Handler
> {
  const answers = createKeptAnswers(ANSWERS_KEPT);

  /** The id that the bearer's secret opens. */
  function identify(c: HonoContext): { ctx: Context; id: string } {
    guardEnvelope(c.req.raw, new URL(c.req.url));
    const ctx = contextOf(c);
    const id = idOfSecret(ctx.keys, c.req.header('authorization') ?? null, 'cs_test_');
    const account = knownAccountOf(ctx, id);
    return { ctx: account === null ? ctx : { ...ctx, account }, id };
  }

  /** Holds the page's origin against the session's. */
  function refuseForeign(c: HonoContext, origins: readonly string[]): void {
    const origin = c.req.header('origin');
    if (origin === undefined || origins.includes(origin)) return;
    throw forbidden(
      `This checkout session may not be used from ${origin}. Name that origin in return_url, success_url or allowed_origins.`,
      'origin_not_allowed',
    );
  }

  /** The session that the bearer's secret opens to this page. */
  async function admit(
    c: HonoContext,
  ): Promise<{ ctx: Context; id: string; session: CheckoutSession; origins: readonly string[] }> {
    const { ctx: base, id } = identify(c);
    const entered = await whereItIs(base, id, (its) => enterSession(its, id)).catch(
      (reason: unknown) => {
        throw reason instanceof Problem && reason.status === 404
          ? unauthorized('This client secret is not valid here.', 'client_secret_invalid')
          : reason;
      },
    );
    if (!entered)
      throw unauthorized('This client secret is not valid here.', 'client_secret_invalid');
    const { ctx, session } = entered.found;
    const origins = originsOf(session, ctx.config.publicUrl);
    refuseForeign(c, origins);
    return { ctx, id, session, origins };
  }

  async function view(ctx: Context, id: string, wish: Parameters<typeof viewCheckout>[2]) {
    const shown = await viewCheckout(ctx, id, wish);
    const latest = shown.latest && (await answer(ctx, id, shown.latest));
    const { merchantName: name, merchantTermsUrl, merchantSupportUrl } = ctx.config;
    const merchant = {
      name,
      terms_url: merchantTermsUrl ?? null,
      support_url: merchantSupportUrl ?? null,
    };
    const press = latest && encodePress(latest);
    return { shown, state: encodeCheckoutState({ ...shown, merchant, press }) };
  }

  const localeOf = (c: HonoContext) =>
    parse(agreementsQuery, readQuery(new URL(c.req.url))).locale ?? null;

  const sendJson = (c: HonoContext, body: string) =>
    c.body(body, 200, { 'content-type': 'application/json' });

  return {
    async state(c) {
      const { ctx: base, id } = identify(c);
      const madeMs = base.wall();
      const key = `${id}${new URL(c.req.url).search}`;
      const revision = await revisionOf(base, id);
      const kept = revision === null ? null : answers.find(key, revision, madeMs);
      if (kept) {
        refuseForeign(c, kept.origins);
        return sendJson(c, kept.body);
      }
      const { ctx, origins } = await admit(c);
      const query = parse(checkoutQuery, readQuery(new URL(c.req.url)));
      const wish = { card: query.payment_method ?? null, locale: query.locale ?? null };
      const { shown, state } = await view(ctx, id, wish);
      const body = JSON.stringify(state);
      const untilMs = holdsUntil(shown, madeMs);
      if (revision !== null && untilMs !== null)
        answers.keep(key, { body, origins, revision, madeMs, untilMs });
      return sendJson(c, body);
    },

    async markup(c) {
      const { ctx, id } = await admit(c);
      const { locale, theme } = parse(markupQuery, readQuery(new URL(c.req.url)));
      const { state } = await view(ctx, id, { card: null, locale: locale ?? null });
      const html = await render({
        clientSecret: clientSecret(ctx.keys, id),
        api: ctx.config.publicUrl,
        state,
        ...(locale === undefined ? {} : { locale }),
        ...(theme === undefined ? {} : { theme }),
      });
      return c.html(html) as Response;
    },

    async confirm(c) {
      const { ctx, id, session } = await admit(c);
      const { parameters } = await readBody(c.req.raw, ELEMENTS_BODY_BYTES);
      const input = parse(confirmInput, parameters);
      const who = {
        account: ctx.account,
        session: id,
        address: ctx.caller?.address ?? null,
        newCard: input.card_token !== undefined,
      };
      const refuse = () => cards.check(who, ctx.wall());
      const outcome = await confirmCheckout(ctx, session, decodeConfirm(input), refuse);
      if (outcome.failure === null) return c.json(encodeConfirmResult(outcome.session, outcome));
      if (!outcome.replayed) cards.note(who, ctx.wall());
      throw outcome.failure;
    },

    async status(c) {
      const { ctx, id, session: before } = await admit(c);
      const attempt = await refreshLatest(ctx, before);
      const standing = attempt && (await answer(ctx, id, attempt));
      const session = standing?.session ?? (await findCheckoutSession(ctx, id));
      return c.json(
        encodeConfirmResult(
          session,
          standing && hasFailed(standing.attempt) && session.status !== 'open' ? null : standing,
        ),
      );
    },

    async update(c) {
      const { ctx, id, session } = await admit(c);
      const body = await readBody(c.req.raw, ELEMENTS_BODY_BYTES);
      const input = parse(updateMethodInput, body.parameters);
      const change = () =>
        updateInCheckout(ctx, session, c.req.param('id') ?? '', {
          expMonth: input.exp_month,
          expYear: input.exp_year,
          cardToken: input.card_token,
          billingDetails: decodeBillingDetails(input.billing_details),
          agreements: input.agreements ?? [],
        });
      const who = {
        account: ctx.account,
        session: id,
        address: ctx.caller?.address ?? null,
        newCard: true,
      };
      const stays =
        input.card_token === undefined
          ? await change()
          : await guarded(cards, who, ctx.wall, change);
      const { state } = await view(ctx, id, { card: null, locale: localeOf(c) });
      return c.json({ payment_method: stays, checkout: state });
    },

    async agreements(c) {
      const { ctx, session } = await admit(c);
      const { holder, method } = await expiredCard(ctx, session, c.req.param('id') ?? '');
      const { db } = ctx.store;
      const spoken = sessionLocale(session, localeOf(c));
      return c.json(encodeAgreements(await agreementsOf(ctx, db, holder, method, null, spoken)));
    },

    async hide(c) {
      const { ctx, id, session } = await admit(c);
      const body = await readBody(c.req.raw, ELEMENTS_BODY_BYTES);
      const { withdraw = false } = parse(hideInput, body.parameters);
      await hideSavedCards(ctx, session, withdraw);
      const { state } = await view(ctx, id, { card: null, locale: localeOf(c) });
      return c.json(state);
    },

    async remove(c) {
      const { ctx, id } = await admit(c);
      const method = c.req.param('id');
      if (!method) throw notFound('payment_method', '', true);
      parse(removalQuery, readQuery(new URL(c.req.url)));
      await removeInCheckout(ctx, id, method);
      return c.json({ id: method, deleted: true });
    },
  };
}
