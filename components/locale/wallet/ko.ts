/** Korean for the wallet. */
import { plan } from '../plan/ko.ts';
import type { WalletMessages } from './en.ts';

const per = { day: '하루에', week: '1주에', month: '한 달에', year: '1년에' };
const charges = (count: number) => `청구 ${count}회`;

export const wallet: WalletMessages = {
  heading: '내 카드',
  intro: (merchant) =>
    `${merchant}에서 이 카드들을 보관하고 있습니다. 카드를 표시하는 것과 나중에 청구하는 것은 서로 다른 권한이며, 각각 언제든지 철회할 수 있습니다.`,
  aboutDefault: '구독은 기본 카드로 시작됩니다.',
  loading: '카드를 불러오는 중',
  emptyTitle: '저장된 카드가 없습니다',
  emptyText: (merchant) =>
    `${merchant}에서 보관 중인 카드가 없습니다. 결제할 때 카드 보관을 허용하면 여기에 표시됩니다.`,
  expiredTitle: '페이지가 만료되었습니다',
  expiredText:
    '카드를 보호하기 위해 이 페이지는 30분 동안만 열립니다. 계속하려면 다시 열어 주세요.',
  unusableTitle: '카드를 표시할 수 없습니다',
  unusableText: '쇼핑몰로 돌아가 이 페이지를 다시 열거나 쇼핑몰에 문의해 주세요.',
  loadFailedTitle: '카드를 불러오지 못했습니다',
  help: (merchant) => `${merchant}에 문의하기`,

  shownTitle: '결제할 때 표시',
  shownYes: (date) => `예, ${date}부터`,
  shownYesUndated: '예',
  shownNo: '아니요. 결제할 때 이 카드가 표시되지 않습니다.',
  stopShowing: '표시 중단',
  chargedTitle: (merchant) => `${merchant}의 청구 허용`,
  chargedNo: (merchant) => `아니요. ${merchant}에서 고객님 없이 이 카드에 청구할 수 없습니다.`,
  chargedYes: (date) => `예, ${date}부터`,
  chargedPending: '아직 아닙니다. 은행의 확인을 기다리고 있습니다.',
  revoke: '권한 철회',
  forWhat: '용도',
  upTo: '한도',
  until: '기한',
  soFar: '현재까지',
  category: {
    recurring: '정기 청구',
    installment: '할부',
    unscheduled: '지급 기일에 따른 청구',
  },
  every: plan.every,
  regularly: (what, often) => `${what}, ${often}`,
  eachTime: (amount) => `1회당 ${amount}`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `기간마다 ${amount}`;
    return `${count === 1 ? per[interval] : `${span}마다`} ${amount}`;
  },
  charges,
  noLimit: '지급할 금액(그 밖에 합의된 한도 없음)',
  untilRevoked: '철회할 때까지',
  notCharged: '아직 청구되지 않음',
  charged: (count, amount, lastDate) =>
    `${charges(count)}${amount ? `, 총 ${amount}` : ''}${lastDate ? `, 최근 ${lastDate}` : ''}`,

  words: '동의한 내용',
  noWords: (merchant) =>
    `이 권한은 ${merchant}에서 기록했습니다. 문구는 다른 곳에서 동의한 것으로, 여기에는 보관되지 않습니다.`,
  agreedOn: (date) => `동의한 날짜: ${date}`,
  openReceipt: '확인서 열기',
  saveReceipt: '서명된 확인서 저장',
  receiptFailed: '확인서를 가져오지 못했습니다. 다시 시도해 주세요.',

  paysFor: (what) => `결제 항목: ${what}`,
  useAsDefault: '기본 카드로 사용',
  updateCard: '카드 정보 변경',
  expiryDate: '유효기간',
  expiryHint: '카드에 적힌 월과 연도(예: 09/2031)',
  expiryMalformed: '월과 연도를 입력해 주세요(예: 09/2031).',
  expiryPast: '이미 지난 날짜입니다. 새 카드의 유효기간을 입력해 주세요.',
  expiryFar: '너무 먼 날짜입니다. 연도를 확인해 주세요.',
  save: '저장',

  ends: (merchant) => `앞으로 ${merchant}에서 이 카드에 청구할 수 없습니다. 종료되는 항목:`,
  moveLegend: '어떤 카드로 대신할까요?',
  moveChoose: '먼저 카드를 선택해 주세요.',
  moveNone:
    '대신할 수 있는 다른 카드가 없습니다. 다음 결제 때 다른 카드를 저장하거나 이 카드로 결제하는 항목을 해지한 후 삭제해 주세요.',
  stopQuestion: (card) => `${card} 카드의 표시를 중단할까요?`,
  stopEffect: (merchant) => `앞으로 ${merchant}에서 결제할 때 이 카드가 표시되지 않습니다.`,
  stopLeaves: (merchant) =>
    `${merchant}에 허용한 청구는 그대로 유지됩니다. 청구 권한은 따로 철회할 수 있습니다.`,
  revokeQuestion: (card) => `${card} 카드에 대한 청구 권한을 철회할까요?`,
  revokeEffect: (merchant) =>
    `지금부터 ${merchant}에서 이러한 청구를 새로 시작할 수 없습니다. 이미 진행 중인 청구는 완료됩니다.`,
  revokePaysFor: '이 카드로 결제 중인 항목:',
  deletes: (merchant) =>
    `이 카드를 보관할 다른 이유가 없으므로 ${merchant}에서 카드를 삭제합니다. 다시 사용하려면 카드 정보를 다시 입력해야 합니다.`,

  nowDefault: (card) => `${card} 카드가 기본 카드로 설정되었습니다. 구독은 이 카드로 시작됩니다.`,
  nowUpdated: (card) => `${card} 카드 정보가 변경되었습니다`,
  nowHidden: (card) => `${card} 카드가 더 이상 결제할 때 표시되지 않습니다`,
  nowRevoked: (card) => `${card} 카드에 대한 청구 권한이 철회되었습니다`,
  nowDeleted: (card) => `${card} 카드가 삭제되었습니다. 보관 권한이 남아 있지 않습니다`,
  notDefault: (card) => `${card} 카드를 기본 카드로 설정하지 못했습니다.`,
  notUpdated: (card) => `${card} 카드 정보를 변경하지 못했습니다.`,
  notHidden: (card) => `${card} 카드가 결제할 때 계속 표시됩니다. 변경하지 못했습니다.`,
  notRevoked: (card) => `${card} 카드에 대한 청구 권한을 철회하지 못했습니다.`,
  notRemoved: (card) => `${card} 카드를 삭제하지 못했습니다.`,
  inUse: (card, what) => `${card} 카드는 아직 필요합니다. 결제 항목: ${what}.`,
  inUseUnnamed: (card) => `${card} 카드는 예정된 결제에 필요합니다.`,
  chooseOther: '다른 카드 선택',
  again: '다시 시도해 주세요.',
  againLater: '시도 횟수가 너무 많습니다. 1분 후에 다시 시도해 주세요.',
  lost: '연결이 끊겨 처리되었는지 알 수 없습니다. 연결 상태를 확인하고 다시 시도해 주세요.',
};
