/** Korean for states that come rarely. */
import type { StateMessages } from './en.ts';

export const states: StateMessages = {
  numberChanged: '카드 번호가 변경됨',
  newNumber: (card) => `${card} 카드를 대신할 새 카드`,
  takesOver: (card) => `새 카드가 ${card} 카드를 대신하며, 기존 카드는 삭제됩니다.`,
  goesOn: (merchant) =>
    `${merchant}에서 기존 카드에 청구할 수 있습니다. 새 카드로 계속할 항목에 체크해 주세요. 체크하지 않은 항목은 종료됩니다.`,
  endsWithCard: '다른 카드로 계속할 수 없어 종료되는 항목:',
  agreementsFailed: '이 카드의 동의 내용을 불러오지 못했습니다.',
  replaceCard: '카드 교체',
  replaceDeclined: (card) => `새 카드가 거절되었습니다. ${card} 카드는 그대로 유지됩니다.`,
  notReplaced: (card) => `${card} 카드를 교체하지 못했습니다. 다시 시도해 주세요.`,
  cardUpdated: (card) => `${card} 카드 정보가 변경되었습니다`,
  cardReplaced: (card) => `${card} 카드로 결제할 수 있습니다`,

  sharedTitle: '저장된 카드가 여기에서는 숨겨져 있습니다',
  sharedText: (merchant) =>
    `이 브라우저에는 아무것도 남지 않습니다. 다른 기기에서 쓸 수 있도록 ${merchant}에서 카드를 계속 보관합니다.`,
  sharedPending: '아직 쇼핑몰에 알리지 못했습니다. 다시 연결될 때까지 이 페이지를 열어 두세요.',
  stopEverywhere: '모든 곳에서 표시 중단',
  stoppedEverywhere: '이제 어떤 결제 화면에도 카드가 표시되지 않습니다.',
  notStopped: '모든 곳에서 숨기지 못했습니다. 저장된 카드 페이지에서 변경할 수 있습니다.',

  closing: (time) => `이 결제 화면은 ${time}에 닫힙니다. 그 전에 결제하거나 다시 시작해 주세요.`,
  renewing: '잠시만 기다려 주세요. 결제 화면을 갱신하고 있습니다. 입력한 내용은 유지됩니다.',
  renewed: '결제 화면이 갱신되었습니다. 금액을 확인하고 결제해 주세요.',

  endsEarly: '이 카드는 권한이 끝나기 전에 만료됩니다.',
  nameBackup: '예비 카드 지정',
  changeBackup: '예비 카드 변경',
  backupLegend: (card) => `${card} 카드가 만료되면 어떤 카드로 대신할까요?`,
  backupIs: (card) => `예비 카드: ${card}`,
  standsInFor: (card, date) => `${card} 카드의 예비, ${date}부터`,
  noBackup: '이 권한은 다른 카드로 계속할 수 없습니다.',
  nowBackup: (card) => `${card} 카드의 예비 카드가 지정되었습니다`,
  notBackup: '예비 카드를 지정하지 못했습니다. 다시 시도해 주세요.',
};
