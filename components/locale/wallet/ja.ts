/** Japanese for the wallet. */
import { plan } from '../plan/ja.ts';
import type { WalletMessages } from './en.ts';

const per = { day: '1日', week: '1週間', month: '1か月', year: '1年' };
const charges = (count: number) => `${count}回の請求`;

export const wallet: WalletMessages = {
  heading: 'お客様のカード',
  intro: (merchant) =>
    `${merchant}が以下のカードを保存しています。カードの表示と後日の請求は別々の許可です。どちらもいつでも取り消せます。`,
  aboutDefault: '既定のカードは、定期購入の開始時に使われるカードです。',
  loading: 'カードを読み込んでいます',
  emptyTitle: '保存されたカードはありません',
  emptyText: (merchant) =>
    `${merchant}はお客様のカードを保存していません。お支払いの際に保存を許可すると、ここに表示されます。`,
  expiredTitle: 'このページの有効期限が切れました',
  expiredText:
    'カードを保護するため、このページは30分間だけ開けます。続けるには開き直してください。',
  unusableTitle: 'カードを表示できません',
  unusableText:
    'ショップに戻ってこのページを開き直していただくか、ショップにお問い合わせください。',
  loadFailedTitle: 'カードを読み込めませんでした',
  help: (merchant) => `${merchant}に問い合わせる`,

  shownTitle: 'お支払い画面での表示',
  shownYes: (date) => `はい（${date}から）`,
  shownYesUndated: 'はい',
  shownNo: 'いいえ。お支払いの際にこのカードは表示されません。',
  stopShowing: '表示をやめる',
  chargedTitle: (merchant) => `${merchant}による請求`,
  chargedNo: (merchant) =>
    `いいえ。${merchant}がお客様の操作なしにこのカードへ請求することはできません。`,
  chargedYes: (date) => `はい（${date}から）`,
  chargedPending: 'まだです。この許可は銀行の確認待ちです。',
  revoke: '許可を取り消す',
  forWhat: '用途',
  upTo: '上限',
  until: '期限',
  soFar: 'これまで',
  category: {
    recurring: '定期的な請求',
    installment: '分割払い',
    unscheduled: '支払期日ごとの請求',
  },
  every: plan.every,
  regularly: (what, often) => `${what}（${often}）`,
  eachTime: (amount) => `1回につき${amount}`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `期間ごとに${amount}`;
    return `${count === 1 ? per[interval] : span}ごとに${amount}`;
  },
  charges,
  noLimit: 'お支払いが必要な金額（その他の上限の取り決めはありません）',
  untilRevoked: 'お客様が取り消すまで',
  notCharged: 'まだ請求されていません',
  charged: (count, amount, lastDate) =>
    `${charges(count)}${amount ? `、合計${amount}` : ''}${lastDate ? `、最終${lastDate}` : ''}`,

  words: '同意された内容',
  noWords: (merchant) =>
    `この許可は${merchant}が記録したものです。文面は別の場所で同意されたため、ここには保存されていません。`,
  agreedOn: (date) => `同意日：${date}`,
  openReceipt: '控えを開く',
  saveReceipt: '署名付きの控えを保存',
  receiptFailed: '控えを取得できませんでした。もう一度お試しください。',

  paysFor: (what) => `お支払い対象：${what}`,
  useAsDefault: '既定のカードにする',
  updateCard: 'カードを更新',
  expiryDate: '有効期限',
  expiryHint: 'カードに記載の月と年（例：09/2031）',
  expiryMalformed: '月と年を入力してください（例：09/2031）。',
  expiryPast: 'この日付は過ぎています。新しいカードの有効期限を入力してください。',
  expiryFar: 'この日付は先すぎます。年をご確認ください。',
  save: '保存',

  ends: (merchant) => `${merchant}は今後このカードに請求できません。次のものが終了します：`,
  moveLegend: 'どのカードに引き継ぎますか？',
  moveChoose: '先にカードを選択してください。',
  moveNone:
    '引き継げるカードがほかにありません。次回のお支払いで別のカードを保存するか、このカードで支払っているものを解約してから、削除してください。',
  stopQuestion: (card) => `${card}の表示をやめますか？`,
  stopEffect: (merchant) => `今後、${merchant}でのお支払いの際にこのカードは表示されません。`,
  stopLeaves: (merchant) =>
    `${merchant}に許可した請求はそのまま残ります。請求の許可は別途取り消せます。`,
  revokeQuestion: (card) => `${card}への請求の許可を取り消しますか？`,
  revokeEffect: (merchant) =>
    `今後、${merchant}はこの種類の請求を新たに開始できません。すでに処理中の請求は完了します。`,
  revokePaysFor: 'このカードで支払っているもの：',
  deletes: (merchant) =>
    `ほかにこのカードを保存する理由がないため、${merchant}はカードを削除します。再び使うには、もう一度入力が必要です。`,

  nowDefault: (card) => `${card}を既定のカードにしました。定期購入はこのカードで始まります。`,
  nowUpdated: (card) => `${card}を更新しました`,
  nowHidden: (card) => `${card}はお支払い画面に表示されなくなりました`,
  nowRevoked: (card) => `${card}への請求の許可を取り消しました`,
  nowDeleted: (card) => `${card}を削除しました。保存の許可は残っていません`,
  notDefault: (card) => `${card}を既定のカードにできませんでした。`,
  notUpdated: (card) => `${card}を更新できませんでした。`,
  notHidden: (card) => `変更できなかったため、${card}は引き続きお支払い画面に表示されます。`,
  notRevoked: (card) => `${card}への請求の許可を取り消せませんでした。`,
  notRemoved: (card) => `${card}を削除できませんでした。`,
  inUse: (card, what) => `${card}はまだ必要です。お支払い対象：${what}`,
  inUseUnnamed: (card) => `${card}は今後のお支払いに必要です。`,
  chooseOther: '別のカードを選ぶ',
  again: 'もう一度お試しください。',
  againLater: '試行回数が多すぎます。1分待ってから、もう一度お試しください。',
  lost: '接続が切れたため、完了したかどうか確認できません。接続をご確認のうえ、もう一度お試しください。',
};
