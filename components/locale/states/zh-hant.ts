/** Chinese in traditional characters for states that come rarely. */
import type { StateMessages } from './en.ts';

export const states: StateMessages = {
  numberChanged: '卡號已變更',
  newNumber: (card) => `取代 ${card} 的新卡片`,
  takesOver: (card) => `新卡片將取代 ${card}，原卡片隨後移除。`,
  goesOn: (merchant) =>
    `${merchant} 可以從舊卡片扣款。請勾選要用新卡片繼續的項目；未勾選的將終止。`,
  endsWithCard: '以下項目無法使用其他卡片繼續，將會終止：',
  agreementsFailed: '無法載入此卡片的約定內容。',
  replaceCard: '更換卡片',
  replaceDeclined: (card) => `新卡片遭拒。${card} 維持不變。`,
  notReplaced: (card) => `無法更換 ${card}。請再試一次。`,
  cardUpdated: (card) => `${card} 已更新`,
  cardReplaced: (card) => `${card} 已可用於付款`,

  sharedTitle: '您儲存的卡片已在此隱藏',
  sharedText: (merchant) =>
    `此瀏覽器不會保留任何卡片資料。${merchant} 仍會為您的其他裝置保存這些卡片。`,
  sharedPending: '尚未能通知商店。請讓此頁面保持開啟，直到恢復連線。',
  stopEverywhere: '在所有地方停止顯示',
  stoppedEverywhere: '您的卡片不會再顯示在任何付款頁面。',
  notStopped: '未能在所有地方隱藏。您可以在已儲存的卡片中操作。',

  closing: (time) => `此付款頁面將於 ${time} 關閉。請在此之前付款，或重新開始。`,
  renewing: '請稍候：付款頁面正在更新。您輸入的內容會保留。',
  renewed: '付款頁面已更新。請核對金額後付款。',

  endsEarly: '此卡片將在授權結束之前過期。',
  nameBackup: '指定備用卡片',
  changeBackup: '更換備用卡片',
  backupLegend: (card) => `${card} 過期後由哪張卡片接替？`,
  backupIs: (card) => `備用卡片：${card}`,
  standsInFor: (card, date) => `${card} 的備用卡片，自 ${date} 起`,
  noBackup: '此授權無法使用其他卡片繼續。',
  nowBackup: (card) => `已指定 ${card} 的備用卡片`,
  notBackup: '無法指定備用卡片。請再試一次。',
};
