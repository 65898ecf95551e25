/**
 * What the pages of an invoice and of a link to the buyer's bank ask for, by the secret in the address'
 * fragment. Only our own pages may.
 */
import { randomUUID } from 'node:crypto';
import type { Context as HonoContext } from 'hono';
import type { Context } from '../../context.ts';
import { inAccount, whereItIs } from '../../domain/accounts.ts';
import { inTimeOf } from '../../domain/clock.ts';
import { viewConfirmLink } from '../../domain/confirm-links.ts';
import { pressConfirmLink } from '../../domain/confirm-press.ts';
import { payInvoicePage, viewInvoice } from '../../domain/hosted-invoices.ts';
import { forbidden, notFound } from '../../model/problem.ts';
import { encodeConfirmView, encodeHostedInvoice } from '../../wire/due.ts';
import { guardEnvelope } from '../body.ts';
import { idOfSecret } from '../client-secret.ts';

type Handler = (c: HonoContext) => Promise<Response>;

/** @param contextOf makes an operation's context for a request */
export function dueRoutes(
  contextOf: (c: HonoContext) => Context,
): Readonly<Record<'invoice' | 'pay' | 'confirmation' | 'confirm', Handler>> {
  function admit(c: HonoContext, prefix: string): { base: Context; id: string } {
    guardEnvelope(c.req.raw, new URL(c.req.url));
    const base = contextOf(c);
    const id = idOfSecret(base.keys, c.req.header('authorization') ?? null, prefix);
    const origin = c.req.header('origin');
    if (origin !== undefined && origin !== new URL(base.config.publicUrl).origin)
      throw forbidden(`This page may not be used from ${origin}.`, 'origin_not_allowed');
    return { base, id };
  }

  /** The context in the account and the time of whoever the link is about. */
  async function admitLink(c: HonoContext): Promise<{ ctx: Context; id: string }> {
    const { base, id } = admit(c, 'link_');
    const { link, intent } = await viewConfirmLink(base, id);
    return { ctx: await inTimeOf(await inAccount(base, link.account), intent.customer), id };
  }

  /** The invoice that the secret opens, with the context of its account. */
  async function admitInvoice(c: HonoContext) {
    const { base, id } = admit(c, 'in_');
    const entered = await whereItIs(base, id, (its) => viewInvoice(its, id));
    if (!entered) throw notFound('invoice', id, true);
    return { ctx: entered.ctx, id, view: entered.found };
  }

  return {
    async invoice(c) {
      const { ctx, view } = await admitInvoice(c);
      const { merchantName: merchant, merchantManageUrl, merchantSupportUrl } = ctx.config;
      const manageUrl = merchantManageUrl ?? merchantSupportUrl ?? null;
      return c.json(encodeHostedInvoice(view, { merchant, manageUrl }));
    },
    async pay(c) {
      const { ctx, id, view } = await admitInvoice(c);
      const its = await inTimeOf(ctx, view.invoice.customer);
      return c.json({ url: await payInvoicePage(its, id) });
    },
    async confirmation(c) {
      const { ctx, id } = await admitLink(c);
      const view = await viewConfirmLink(ctx, id);
      const { invoice } = view;
      const page = invoice && ctx.encode.invoice(invoice, { customer: null }).hosted_invoice_url;
      const invoiceUrl = typeof page === 'string' ? page : null;
      return c.json(encodeConfirmView(view, { merchant: ctx.config.merchantName, invoiceUrl }));
    },
    async confirm(c) {
      const { ctx, id } = await admitLink(c);
      return c.json({ url: await pressConfirmLink(ctx, id, randomUUID()) });
    },
  };
}
