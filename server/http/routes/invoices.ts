/** `/v1/invoices`. */
import type { Context } from '../../context.ts';
import { invoiceSnapshot } from '../../domain/billing-snapshots.ts';
import { collect } from '../../domain/collecting.ts';
import { decisionsAbout } from '../../domain/dunning.ts';
import {
  addLines,
  createInvoice,
  deleteInvoice,
  finalizeInvoice,
  findInvoice,
  type InvoiceFields,
  listInvoices,
  markUncollectible,
  payInvoice,
  previewInvoice,
  updateInvoice,
  voidInvoice,
} from '../../domain/invoices.ts';
import type { Invoice } from '../../model/invoice.ts';
import { listDecisionsInput } from '../../wire/dunning.ts';
import type { MetadataInput } from '../../wire/form.ts';
import {
  addLinesInput,
  collectInput,
  createInvoiceInput,
  deleteInvoiceInput,
  encodeInvoiceLines,
  finalizeInvoiceInput,
  listInvoicesInput,
  listLinesInput,
  payInvoiceInput,
  previewInvoiceInput,
  retrieveInvoiceInput,
  updateInvoiceInput,
} from '../../wire/invoices.ts';
import { encodeList, pageInMemory } from '../../wire/lists.ts';
import { mergeMetadata } from '../../wire/metadata.ts';
import { endpoint, idOf } from '../endpoint.ts';

const encode = (ctx: Context, invoice: Invoice) => invoiceSnapshot(ctx, ctx.store.db, invoice);

interface Described {
  readonly auto_advance?: boolean | undefined;
  readonly default_payment_method?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly metadata?: MetadataInput | undefined;
}

function decode(input: Described, before: Invoice | null): InvoiceFields {
  const { auto_advance: auto, default_payment_method: card, description, metadata } = input;
  return {
    ...(auto === undefined ? {} : { autoAdvance: auto }),
    ...(card === undefined ? {} : { defaultPaymentMethod: card }),
    ...(description === undefined ? {} : { description }),
    ...(metadata === undefined
      ? {}
      : { metadata: mergeMetadata(before?.metadata ?? {}, metadata) }),
  };
}

export const create = endpoint(createInvoiceInput, async (ctx, input) => {
  const { reason = null, actor = null } = input;
  const wish = { customer: input.customer, currency: input.currency ?? null };
  return encode(ctx, await createInvoice(ctx, wish, { ...decode(input, null), reason, actor }));
});

export const retrieve = endpoint(retrieveInvoiceInput, async (ctx, _input, params) =>
  encode(ctx, await findInvoice(ctx, idOf(params))),
);

export const update = endpoint(updateInvoiceInput, async (ctx, input, params) =>
  encode(ctx, await updateInvoice(ctx, idOf(params), (before) => decode(input, before))),
);

export const lines = endpoint(addLinesInput, async (ctx, input, params) => {
  const wanted = input.lines.map(({ amount, description, metadata, quantity = 1 }) => ({
    amountMinor: amount,
    description,
    quantity,
    metadata: mergeMetadata({}, metadata),
  }));
  const after = await addLines(ctx, idOf(params), wanted, (before) =>
    mergeMetadata(before.metadata, input.invoice_metadata),
  );
  return encode(ctx, after);
});

export const listLines = endpoint(listLinesInput, async (ctx, input, params) => {
  const invoice = await findInvoice(ctx, idOf(params));
  return encodeInvoiceLines(invoice, pageInMemory(invoice.lines, input));
});

export const finalize = endpoint(finalizeInvoiceInput, async (ctx, input, params) =>
  encode(ctx, await finalizeInvoice(ctx, idOf(params), input.auto_advance)),
);

export const pay = endpoint(payInvoiceInput, async (ctx, input, params) => {
  const { payment_method: method = null, mandate = null } = input;
  const elsewhere = input.paid_out_of_band ?? false;
  return encode(ctx, await payInvoice(ctx, idOf(params), { method, mandate, elsewhere }));
});

export const voidIt = endpoint(retrieveInvoiceInput, async (ctx, _input, params) =>
  encode(ctx, await voidInvoice(ctx, idOf(params))),
);

export const giveUp = endpoint(retrieveInvoiceInput, async (ctx, _input, params) =>
  encode(ctx, await markUncollectible(ctx, idOf(params))),
);

export const remove = endpoint(deleteInvoiceInput, async (ctx, _input, params) => {
  await deleteInvoice(ctx, idOf(params));
  return { id: idOf(params), object: 'invoice', deleted: true };
});

export const preview = endpoint(previewInvoiceInput, async (ctx, input) =>
  encode(ctx, await previewInvoice(ctx, input.subscription, input.customer)),
);

export const list = endpoint(listInvoicesInput, async (ctx, input) => {
  const filter = {
    ...(input.customer === undefined ? {} : { customer: input.customer }),
    ...(input.status === undefined ? {} : { status: input.status }),
    ...(input.subscription === undefined ? {} : { subscription: input.subscription }),
  };
  const { data, hasMore } = await listInvoices(ctx, input, filter);
  const none = input.collection_method === 'send_invoice';
  const shown = none ? [] : await Promise.all(data.map((each) => encode(ctx, each)));
  return encodeList('/v1/invoices', shown, !none && hasMore);
});

/** Everything that was decided about collecting it, the first first. Our own. */
export const decisions = endpoint(listDecisionsInput, async (ctx, _input, params) => {
  const invoice = await findInvoice(ctx, idOf(params));
  const data = (await decisionsAbout(ctx, invoice)).map(ctx.encode.dunningDecision);
  return encodeList(`/v1/invoices/${invoice.id}/decisions`, data, false);
});

/** Collects at once what a customer owes. Our own, below the customer. */
export const collectOfCustomer = endpoint(collectInput, async (ctx, input, params) => {
  const { amount, currency, description = null, reason, actor, metadata } = input;
  const invoice = await collect(ctx, {
    customer: idOf(params),
    amountMinor: amount,
    currency,
    description,
    reason,
    actor,
    paymentMethod: input.payment_method ?? null,
    metadata: mergeMetadata({}, metadata),
  });
  const decided = (await decisionsAbout(ctx, invoice)).at(-1);
  return {
    ...(await encode(ctx, invoice)),
    decision: decided ? ctx.encode.dunningDecision(decided) : null,
  };
});
