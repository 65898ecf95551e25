/** Decisions about debts, notices and links that work once, as rows. */
import type { ConfirmLink } from '../../model/confirm-link.ts';
import type { DunningRecord } from '../../model/dunning-decision.ts';
import type { NoticeRecord } from '../../model/notices.ts';
import { defineTable } from '../table.ts';

export const dunningTable = defineTable<DunningRecord>()('dunning_decisions', {
  id: 'plain',
  account: 'plain',
  seq: 'plain',
  createdMs: 'plain',
  invoice: 'plain',
  subscription: 'plain',
  intent: 'plain',
  attempt: 'plain',
  paymentMethod: 'plain',
  action: 'plain',
  reason: 'plain',
  rule: 'plain',
  untilMs: 'plain',
  final: 'plain',
  tries: 'plain',
});

export const noticeTable = defineTable<NoticeRecord>()('notices', {
  id: 'plain',
  account: 'plain',
  seq: 'plain',
  createdMs: 'plain',
  customer: 'plain',
  subscription: 'plain',
  invoice: 'plain',
  kind: 'plain',
  cause: 'plain',
  dueByMs: 'plain',
  aboutMs: 'plain',
});

export const confirmLinkTable = defineTable<ConfirmLink>()('confirm_links', {
  id: 'plain',
  account: 'plain',
  intent: 'plain',
  session: 'plain',
  createdMs: 'plain',
  expiresMs: 'plain',
  usedMs: 'plain',
});
