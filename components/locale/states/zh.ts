/** Chinese in simplified characters for states that come rarely. */
import type { StateMessages } from './en.ts';

export const states: StateMessages = {
  numberChanged: '卡号已变更',
  newNumber: (card) => `替换 ${card} 的新卡`,
  takesOver: (card) => `新卡将取代 ${card}，原卡随后移除。`,
  goesOn: (merchant) => `${merchant} 可以从旧卡扣款。请勾选要用新卡继续的项目；未勾选的将终止。`,
  endsWithCard: '以下项目无法使用其他卡继续，将会终止：',
  agreementsFailed: '无法加载此卡的约定内容。',
  replaceCard: '更换银行卡',
  replaceDeclined: (card) => `新卡被拒绝。${card} 保持不变。`,
  notReplaced: (card) => `无法更换 ${card}。请重试。`,
  cardUpdated: (card) => `${card} 已更新`,
  cardReplaced: (card) => `${card} 已可用于支付`,

  sharedTitle: '您保存的银行卡已在此隐藏',
  sharedText: (merchant) =>
    `此浏览器不会保留任何银行卡信息。${merchant} 仍会为您的其他设备保存这些卡。`,
  sharedPending: '尚未能通知商店。请保持此页面打开，直到恢复连接。',
  stopEverywhere: '在所有地方停止显示',
  stoppedEverywhere: '您的银行卡不会再显示在任何支付页面。',
  notStopped: '未能在所有地方隐藏。您可以在已保存的银行卡中操作。',

  closing: (time) => `此支付页面将于 ${time} 关闭。请在此之前支付，或重新开始。`,
  renewing: '请稍候：支付页面正在更新。您输入的内容会保留。',
  renewed: '支付页面已更新。请核对金额后支付。',

  endsEarly: '此卡将在授权结束之前过期。',
  nameBackup: '指定备用卡',
  changeBackup: '更换备用卡',
  backupLegend: (card) => `${card} 过期后由哪张卡接替？`,
  backupIs: (card) => `备用卡：${card}`,
  standsInFor: (card, date) => `${card} 的备用卡，自 ${date} 起`,
  noBackup: '此授权无法使用其他卡继续。',
  nowBackup: (card) => `已指定 ${card} 的备用卡`,
  notBackup: '无法指定备用卡。请重试。',
};
