/** Chinese in simplified characters for the wallet. */
import { every, plan } from '../plan/zh.ts';
import type { WalletMessages } from './en.ts';

const charges = (count: number) => `${count} 次扣款`;

export const wallet: WalletMessages = {
  heading: '您的银行卡',
  intro: (merchant) =>
    `${merchant} 为您保存了这些银行卡。显示银行卡和日后扣款是两项不同的授权，您可以随时分别撤回。`,
  aboutDefault: '订阅将从您的默认卡开始。',
  loading: '正在加载您的银行卡',
  emptyTitle: '没有已保存的银行卡',
  emptyText: (merchant) =>
    `${merchant} 未保存您的任何银行卡。支付时您可以允许保存银行卡，之后它会显示在这里。`,
  expiredTitle: '此页面已过期',
  expiredText: '为保护您的银行卡，此页面仅开放半小时。如需继续，请重新打开。',
  unusableTitle: '无法显示您的银行卡',
  unusableText: '请返回商店重新打开此页面，或联系商店寻求帮助。',
  loadFailedTitle: '无法加载您的银行卡',
  help: (merchant) => `向 ${merchant} 寻求帮助`,

  shownTitle: '支付时显示',
  shownYes: (date) => `是，自 ${date} 起`,
  shownYesUndated: '是',
  shownNo: '否。支付时您不会看到此卡。',
  stopShowing: '不再显示',
  chargedTitle: (merchant) => `允许 ${merchant} 扣款`,
  chargedNo: (merchant) => `否。未经您操作，${merchant} 无法从此卡扣款。`,
  chargedYes: (date) => `是，自 ${date} 起`,
  chargedPending: '尚未生效。此授权正在等待您的银行确认。',
  revoke: '撤销授权',
  forWhat: '用途',
  upTo: '上限',
  until: '截止',
  soFar: '迄今为止',
  category: {
    recurring: '定期扣款',
    installment: '分期付款',
    unscheduled: '到期时扣款',
  },
  every: plan.every,
  regularly: (what, often) => `${what}，${often}`,
  eachTime: (amount) => `每次 ${amount}`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `每期 ${amount}`;
    return `${count === 1 ? every[interval] : `每 ${span}`} ${amount}`;
  },
  charges,
  noLimit: '应付金额；未约定其他限额',
  untilRevoked: '您撤销授权时',
  notCharged: '尚未扣款',
  charged: (count, amount, lastDate) =>
    `${charges(count)}${amount ? `，共 ${amount}` : ''}${lastDate ? `，最近一次为 ${lastDate}` : ''}`,

  words: '您同意的内容',
  noWords: (merchant) => `此授权由 ${merchant} 记录。相关条款在别处约定，未在此保存。`,
  agreedOn: (date) => `同意日期：${date}`,
  openReceipt: '打开凭证',
  saveReceipt: '保存已签名的凭证',
  receiptFailed: '无法获取凭证。请重试。',

  paysFor: (what) => `用于支付：${what}`,
  useAsDefault: '设为默认',
  updateCard: '更新银行卡',
  expiryDate: '有效期',
  expiryHint: '卡面上的月份和年份，例如 09/2031',
  expiryMalformed: '请输入月份和年份，例如 09/2031。',
  expiryPast: '该日期已过。请输入新卡上的日期。',
  expiryFar: '该日期过于久远。请检查年份。',
  save: '保存',

  ends: (merchant) => `${merchant} 不得再从此卡扣款。以下项目将终止：`,
  moveLegend: '由哪张卡接替？',
  moveChoose: '请先选择一张卡。',
  moveNone:
    '没有其他卡可以接替。请在下次支付时保存另一张卡，或取消此卡支付的项目，然后再移除此卡。',
  stopQuestion: (card) => `不再显示 ${card} 吗？`,
  stopEffect: (merchant) => `今后支付时，${merchant} 将不再向您显示此卡。`,
  stopLeaves: (merchant) => `您允许 ${merchant} 的扣款保持不变。您可以另行撤销。`,
  revokeQuestion: (card) => `要撤销对 ${card} 的扣款授权吗？`,
  revokeEffect: (merchant) =>
    `从现在起，${merchant} 无法再发起此类扣款。已在进行中的扣款仍会完成。`,
  revokePaysFor: '此卡用于支付：',
  deletes: (merchant) =>
    `已没有其他理由保存此卡，因此 ${merchant} 会将其删除。如需再次使用，您需要重新输入。`,

  nowDefault: (card) => `${card} 已设为默认卡。订阅将从此卡开始。`,
  nowUpdated: (card) => `${card} 已更新`,
  nowHidden: (card) => `支付时不再显示 ${card}`,
  nowRevoked: (card) => `已撤销对 ${card} 的扣款授权`,
  nowDeleted: (card) => `${card} 已删除：已没有保存它的授权`,
  notDefault: (card) => `无法将 ${card} 设为默认卡。`,
  notUpdated: (card) => `无法更新 ${card}。`,
  notHidden: (card) => `支付时仍会显示 ${card}：未能更改。`,
  notRevoked: (card) => `无法撤销对 ${card} 的扣款授权。`,
  notRemoved: (card) => `无法移除 ${card}。`,
  inUse: (card, what) => `仍需要 ${card}：它用于支付 ${what}。`,
  inUseUnnamed: (card) => `日后的支付仍需要 ${card}。`,
  chooseOther: '选择其他银行卡',
  again: '请重试。',
  againLater: '尝试次数过多。请等待一分钟后重试。',
  lost: '连接已断开，因此无法确定操作是否完成。请检查网络连接后重试。',
};
