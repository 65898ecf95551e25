/** Bulgarian for the wallet. */
import { plan } from '../plan/bg.ts';
import type { WalletMessages } from './en.ts';

const per = { day: 'на ден', week: 'на седмица', month: 'на месец', year: 'на година' };
const charges = (count: number) => (count === 1 ? '1 таксуване' : `${count} таксувания`);

export const wallet: WalletMessages = {
  heading: 'Вашите карти',
  intro: (merchant) =>
    `${merchant} пази тези карти за вас. Показването на карта и таксуването ѝ по-късно са две разрешения; всяко от тях можете да оттеглите по всяко време.`,
  aboutDefault: 'Абонаментите започват с картата ви по подразбиране.',
  loading: 'Картите ви се зареждат',
  emptyTitle: 'Няма запазени карти',
  emptyText: (merchant) =>
    `${merchant} не пази ваша карта. При плащане можете да разрешите картата да се пази; тогава тя се появява тук.`,
  expiredTitle: 'Тази страница е изтекла',
  expiredText:
    'За да са защитени картите ви, тя е отворена половин час. Отворете я отново, за да продължите.',
  unusableTitle: 'Картите ви не могат да се покажат',
  unusableText: 'Върнете се в магазина и отворете страницата отново или потърсете помощ от него.',
  loadFailedTitle: 'Картите ви не можаха да се заредят',
  help: (merchant) => `Помощ: ${merchant}`,

  shownTitle: 'Показва се при плащане',
  shownYes: (date) => `Да, от ${date}`,
  shownYesUndated: 'Да',
  shownNo: 'Не. Няма да виждате тази карта при плащане.',
  stopShowing: 'Без показване',
  chargedTitle: (merchant) => `Може да таксува: ${merchant}`,
  chargedNo: (merchant) => `Не. ${merchant} не може да таксува тази карта без вас.`,
  chargedYes: (date) => `Да, от ${date}`,
  chargedPending: 'Още не. Разрешението чака вашата банка.',
  revoke: 'Оттегляне',
  forWhat: 'За какво',
  upTo: 'Най-много',
  until: 'До',
  soFar: 'Досега',
  category: {
    recurring: 'Редовни таксувания',
    installment: 'Вноски',
    unscheduled: 'Таксувания, когато станат дължими',
  },
  every: plan.every,
  regularly: (what, often) => `${what}, ${often}`,
  eachTime: (amount) => `${amount} всеки път`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `${amount} за всеки период`;
    return `${amount} ${count === 1 ? per[interval] : `за ${span}`}`;
  },
  charges,
  noLimit: 'Дължимата сума; друго ограничение не е договорено',
  untilRevoked: 'Докато не го оттеглите',
  notCharged: 'Още не е таксувана',
  charged: (count, amount, lastDate) =>
    `${charges(count)}${amount ? `, общо ${amount}` : ''}${lastDate ? `, последно на ${lastDate}` : ''}`,

  words: 'За какво сте се съгласили',
  noWords: (merchant) =>
    `Това разрешение е записано от ${merchant}. Текстът е договорен другаде и не се пази тук.`,
  agreedOn: (date) => `Съгласие от ${date}`,
  openReceipt: 'Отваряне на разписката',
  saveReceipt: 'Запазване на подписана разписка',
  receiptFailed: 'Разписката не можа да се получи. Опитайте отново.',

  paysFor: (what) => `Плаща за ${what}`,
  useAsDefault: 'По подразбиране',
  updateCard: 'Обновяване на картата',
  expiryDate: 'Валидна до',
  expiryHint: 'Месец и година както на картата, например 09/2031',
  expiryMalformed: 'Въведете месец и година, например 09/2031.',
  expiryPast: 'Тази дата е минала. Въведете датата от новата карта.',
  expiryFar: 'Тази дата е твърде далеч. Проверете годината.',
  save: 'Запазване',

  ends: (merchant) => `${merchant} повече не може да я таксува. Приключва:`,
  moveLegend: 'Коя карта я замества?',
  moveChoose: 'Първо изберете карта.',
  moveNone:
    'Никоя друга карта не може да я замести. Запазете друга при следващото плащане или откажете това, което тази плаща; след това я премахнете.',
  stopQuestion: (card) => `Да не се показва ли повече ${card}?`,
  stopEffect: (merchant) => `${merchant} повече няма да ви предлага тази карта при плащане.`,
  stopLeaves: (merchant) =>
    `Разрешението за таксуване, което има ${merchant}, остава. Можете да го оттеглите отделно.`,
  revokeQuestion: (card) => `Да се оттегли ли разрешението за таксуване на ${card}?`,
  revokeEffect: (merchant) =>
    `От този момент ${merchant} не може да започне ново такова таксуване. Вече започнатото се довършва.`,
  revokePaysFor: 'Тази карта плаща за:',
  deletes: (merchant) =>
    `Нищо друго не пази тази карта, затова ${merchant} я изтрива. За да я използвате пак, ще трябва да я въведете отново.`,

  nowDefault: (card) => `${card} вече е по подразбиране. Абонаментите започват с нея.`,
  nowUpdated: (card) => `${card} е обновена`,
  nowHidden: (card) => `${card} повече не се показва при плащане`,
  nowRevoked: (card) => `Разрешението за таксуване на ${card} е оттеглено`,
  nowDeleted: (card) => `${card} е изтрита: няма разрешение, което да я пази`,
  notDefault: (card) => `${card} не можа да стане карта по подразбиране.`,
  notUpdated: (card) => `${card} не можа да се обнови.`,
  notHidden: (card) => `${card} още се показва при плащане: промяната не успя.`,
  notRevoked: (card) => `Разрешението за таксуване на ${card} не можа да се оттегли.`,
  notRemoved: (card) => `${card} не можа да се премахне.`,
  inUse: (card, what) => `${card} още е нужна: плаща за ${what}.`,
  inUseUnnamed: (card) => `${card} още е нужна за предстоящо плащане.`,
  chooseOther: 'Избор на друга карта',
  again: 'Опитайте отново.',
  againLater: 'Твърде много опити. Изчакайте минута и опитайте отново.',
  lost: 'Връзката прекъсна и не знаем дали това е направено. Проверете връзката си и опитайте отново.',
};
