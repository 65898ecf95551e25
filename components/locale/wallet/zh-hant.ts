/** Chinese in traditional characters for the wallet. */
import { every, plan } from '../plan/zh-hant.ts';
import type { WalletMessages } from './en.ts';

const charges = (count: number) => `${count} 次扣款`;

export const wallet: WalletMessages = {
  heading: '您的卡片',
  intro: (merchant) =>
    `${merchant} 為您保存了這些卡片。顯示卡片和日後扣款是兩項不同的授權，您可以隨時分別撤回。`,
  aboutDefault: '訂閱會從您的預設卡片開始。',
  loading: '正在載入您的卡片',
  emptyTitle: '沒有已儲存的卡片',
  emptyText: (merchant) =>
    `${merchant} 未保存您的任何卡片。付款時您可以允許保存卡片，之後卡片會顯示在這裡。`,
  expiredTitle: '此頁面已過期',
  expiredText: '為保護您的卡片，此頁面僅開放半小時。如要繼續，請重新開啟。',
  unusableTitle: '無法顯示您的卡片',
  unusableText: '請返回商店重新開啟此頁面，或向商店尋求協助。',
  loadFailedTitle: '無法載入您的卡片',
  help: (merchant) => `向 ${merchant} 尋求協助`,

  shownTitle: '付款時顯示',
  shownYes: (date) => `是，自 ${date} 起`,
  shownYesUndated: '是',
  shownNo: '否。付款時您不會看到此卡片。',
  stopShowing: '不再顯示',
  chargedTitle: (merchant) => `允許 ${merchant} 扣款`,
  chargedNo: (merchant) => `否。未經您操作，${merchant} 無法從此卡片扣款。`,
  chargedYes: (date) => `是，自 ${date} 起`,
  chargedPending: '尚未生效。此授權正在等候您的銀行確認。',
  revoke: '撤銷授權',
  forWhat: '用途',
  upTo: '上限',
  until: '期限',
  soFar: '目前為止',
  category: {
    recurring: '定期扣款',
    installment: '分期付款',
    unscheduled: '到期時扣款',
  },
  every: plan.every,
  regularly: (what, often) => `${what}，${often}`,
  eachTime: (amount) => `每次 ${amount}`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `每期 ${amount}`;
    return `${count === 1 ? every[interval] : `每 ${span}`} ${amount}`;
  },
  charges,
  noLimit: '應付金額；未約定其他限額',
  untilRevoked: '您撤銷授權時',
  notCharged: '尚未扣款',
  charged: (count, amount, lastDate) =>
    `${charges(count)}${amount ? `，共 ${amount}` : ''}${lastDate ? `，最近一次為 ${lastDate}` : ''}`,

  words: '您同意的內容',
  noWords: (merchant) => `此授權由 ${merchant} 記錄。相關條款在別處約定，未在此保存。`,
  agreedOn: (date) => `同意日期：${date}`,
  openReceipt: '開啟憑證',
  saveReceipt: '儲存已簽署的憑證',
  receiptFailed: '無法取得憑證。請再試一次。',

  paysFor: (what) => `用於支付：${what}`,
  useAsDefault: '設為預設',
  updateCard: '更新卡片',
  expiryDate: '有效期限',
  expiryHint: '卡片上的月份和年份，例如 09/2031',
  expiryMalformed: '請輸入月份和年份，例如 09/2031。',
  expiryPast: '此日期已過。請輸入新卡片上的日期。',
  expiryFar: '此日期過於久遠。請檢查年份。',
  save: '儲存',

  ends: (merchant) => `${merchant} 不得再從此卡片扣款。以下項目將終止：`,
  moveLegend: '由哪張卡片接替？',
  moveChoose: '請先選擇一張卡片。',
  moveNone:
    '沒有其他卡片可以接替。請在下次付款時儲存另一張卡片，或取消此卡片支付的項目，然後再移除此卡片。',
  stopQuestion: (card) => `不再顯示 ${card} 嗎？`,
  stopEffect: (merchant) => `日後付款時，${merchant} 將不再向您顯示此卡片。`,
  stopLeaves: (merchant) => `您允許 ${merchant} 的扣款維持不變。您可以另行撤銷。`,
  revokeQuestion: (card) => `要撤銷對 ${card} 的扣款授權嗎？`,
  revokeEffect: (merchant) =>
    `從現在起，${merchant} 無法再發起此類扣款。已在進行中的扣款仍會完成。`,
  revokePaysFor: '此卡片用於支付：',
  deletes: (merchant) =>
    `已沒有其他理由保存此卡片，因此 ${merchant} 會將其刪除。如要再次使用，您需要重新輸入。`,

  nowDefault: (card) => `${card} 已設為預設卡片。訂閱會從此卡片開始。`,
  nowUpdated: (card) => `${card} 已更新`,
  nowHidden: (card) => `付款時不再顯示 ${card}`,
  nowRevoked: (card) => `已撤銷對 ${card} 的扣款授權`,
  nowDeleted: (card) => `${card} 已刪除：已沒有保存它的授權`,
  notDefault: (card) => `無法將 ${card} 設為預設卡片。`,
  notUpdated: (card) => `無法更新 ${card}。`,
  notHidden: (card) => `付款時仍會顯示 ${card}：未能變更。`,
  notRevoked: (card) => `無法撤銷對 ${card} 的扣款授權。`,
  notRemoved: (card) => `無法移除 ${card}。`,
  inUse: (card, what) => `仍需要 ${card}：它用於支付 ${what}。`,
  inUseUnnamed: (card) => `日後的付款仍需要 ${card}。`,
  chooseOther: '選擇其他卡片',
  again: '請再試一次。',
  againLater: '嘗試次數過多。請等候一分鐘後再試一次。',
  lost: '連線已中斷，因此無法確定操作是否完成。請檢查網路連線後再試一次。',
};
