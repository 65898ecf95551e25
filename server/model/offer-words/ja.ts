/** The words of consents and mandates in Japanese. */
import type { OfferWords } from './words.ts';

const or = (url: string | null) => (url === null ? '' : `または ${url} `);
const ONE = { day: '毎日', week: '毎週', month: '毎月', year: '毎年' };
const MANY = { day: '日', week: '週間', month: 'か月', year: '年' };

export const ja: OfferWords = {
  gap: '',
  thisCard: 'このカード',
  myCard: (brand, last4) => `末尾が ${last4} の${brand === null ? '' : ` ${brand} `}カード`,
  every: (interval, count) => (count === 1 ? ONE[interval] : `${count}${MANY[interval]}ごとに`),
  redisplay: {
    keep: (merchant, card) =>
      `このカードを${merchant}での今後のお買い物のために保存します。${merchant}はこのカード${card === null ? '' : `（${card}）`}を保管し、次回のお支払い時に表示します。`,
    cardName: (brand, last4) => `末尾が ${last4} の${brand === null ? '' : ` ${brand} `}カード`,
    noCharge: '保存によって請求が許可されることはなく、購入のたびに私が確認します。',
    withdraw: (url) =>
      `この同意は私が撤回するまで有効で、保存済みカードの画面${or(url)}からいつでも撤回できます。`,
    notice: (merchant) => `${merchant}は、カードを別の方法で使用する前にメールで私に通知します。`,
  },
  grant: {
    single: ({ merchant, card }) =>
      `私は、支払期日が到来した時点で、${merchant}が改めて確認することなく${card}に後日一度だけ請求することを承認します。`,
    unscheduled: ({ merchant, card }) =>
      `私は、${merchant}との契約に基づく支払期日が到来するたびに、${merchant}が都度確認することなく今後${card}に請求することを承認します。`,
    future_usage: ({ merchant, card }) =>
      `私は、今回の購入後も、${merchant}との契約に基づく追加の支払期日が到来するたびに、${merchant}が都度確認することなく${card}に再び請求することを承認します。`,
    recurring: ({ merchant, card, every }) =>
      `私は、${merchant}が都度確認することなく、${every}${card}に請求することを承認します。`,
    installment: ({ merchant, card, every, count }) =>
      `私は、${merchant}が都度確認することなく、${every}1回、全${count}回の分割で${card}に請求することを承認します。`,
  },
  amount: {
    fixed: (amount) => `1回あたりの請求額：${amount}。`,
    max: (amount) =>
      `1回あたりの請求額：その時点での支払額。ただし${amount}を超えることはありません。`,
    asDetermined: (merchant, currency) =>
      `1回あたりの請求額：${merchant}との契約に基づくその時点での支払額${currency === null ? '' : `（通貨：${currency}）`}。`,
  },
  total: {
    fixed: (total) => `お支払い総額：${total}。`,
    max: (total) => `お支払い総額：${total}を超えることはありません。`,
  },
  trial: (date) => `無料トライアル期間：${date}まで。それまで請求は行われません。`,
  first: (date) => `初回の請求：${date}。`,
  last: (date) => `最後の請求：遅くとも${date}まで。`,
  until: {
    revoked: 'この承認は私が取り消すまで有効です。',
    charged: 'この承認はその請求をもって終了します。',
    paidOff: 'この承認は最後のお支払いをもって終了します。',
  },
  notice: (merchant, days) =>
    `${merchant}は、金額、日程または条件を変更する場合、少なくとも${days}日前までにメールで私に通知します。`,
  revoke: (merchant, url) =>
    `この承認は、${merchant}の保存済みカードの画面${or(url)}からいつでも取り消せます。すでに処理中の請求には影響しません。`,
  questions: (url) => `お問い合わせ： ${url} 。`,
  refunds: (merchant, url) =>
    `解約と返金は${merchant}の利用規約に従います${url === null ? '' : `： ${url} `}。`,
  subscription: {
    what: (items) => `対象：${items}。`,
    today: (amount) => `初回の請求（本日）：${amount}。`,
    stop: (merchant, url) =>
      `定期購入とこの承認は、${merchant}の保存済みカードの画面${or(url)}からいつでも解約できます。その場合、支払い済みの期間をもって終了し、以後の請求は行われません。`,
  },
  bank: {
    thisAccount: 'この銀行口座',
    myAccount: (last4) => `末尾が ${last4} の銀行口座`,
    keep: (merchant) =>
      `今後の${merchant}でのお買い物のために、この銀行口座を保存します。${merchant}はこれを保管し、次回のお支払い時に私に表示します。`,
    noCharge: '保存によって請求が許可されることはなく、購入のたびに私が確認します。',
    notice: (merchant) => `${merchant}は、銀行口座を別の方法で使用する前にメールで私に通知します。`,
    debit: ({ merchant, account, amount }) =>
      `私は、${merchant}が${account}から${amount}を電子的に一度だけ引き落とすことを承認します。`,
    sepa: ({ merchant, account, amount }) =>
      `私は、${merchant}が${account}から${amount}を一度だけ引き落とすよう私の銀行に指示を送ること、および私の銀行がその指示に従って引き落とすことを承認します。`,
    days: '引き落としには数営業日かかることがあります。',
    refund:
      '引き落としから8週間以内に請求すれば、私は銀行との契約の条件に従って銀行から返金を受ける権利があります。',
  },
};
