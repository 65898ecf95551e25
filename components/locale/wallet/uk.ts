/** Ukrainian for the wallet. */
import { plan } from '../plan/uk.ts';
import type { WalletMessages } from './en.ts';

const rules = new Intl.PluralRules('uk');
const per = { day: 'на день', week: 'на тиждень', month: 'на місяць', year: 'на рік' };

function charges(count: number): string {
  const forms: Partial<Record<Intl.LDMLPluralRule, string>> = {
    one: 'списання',
    few: 'списання',
  };
  return `${count} ${forms[rules.select(count)] ?? 'списань'}`;
}

export const wallet: WalletMessages = {
  heading: 'Ваші картки',
  intro: (merchant) =>
    `${merchant} зберігає ці картки для вас. Показ картки та списання з неї в майбутньому – це два дозволи; кожен із них можна відкликати будь-коли.`,
  aboutDefault: 'З основної картки починаються передплати.',
  loading: 'Завантажуються ваші картки',
  emptyTitle: 'Збережених карток немає',
  emptyText: (merchant) =>
    `${merchant} не зберігає ваших карток. Під час оплати ви можете дозволити зберегти картку; тоді вона з’явиться тут.`,
  expiredTitle: 'Час роботи сторінки сплив',
  expiredText:
    'Щоб захистити ваші картки, сторінка відкрита пів години. Відкрийте її знову, щоб продовжити.',
  unusableTitle: 'Ваші картки не можна показати',
  unusableText:
    'Поверніться до магазину та відкрийте цю сторінку знову або зверніться туди по допомогу.',
  loadFailedTitle: 'Не вдалося завантажити ваші картки',
  help: (merchant) => `Допомога: ${merchant}`,

  shownTitle: 'Показується під час оплати',
  shownYes: (date) => `Так, з ${date}`,
  shownYesUndated: 'Так',
  shownNo: 'Ні. Під час оплати ви не побачите цієї картки.',
  stopShowing: 'Більше не показувати',
  chargedTitle: (merchant) => `Може списувати: ${merchant}`,
  chargedNo: (merchant) => `Ні. ${merchant} не може списувати з цієї картки без вас.`,
  chargedYes: (date) => `Так, з ${date}`,
  chargedPending: 'Ще ні. Дозвіл очікує на ваш банк.',
  revoke: 'Відкликати',
  forWhat: 'За що',
  upTo: 'Не більше',
  until: 'До',
  soFar: 'Досі',
  category: {
    recurring: 'Регулярні списання',
    installment: 'Платежі на виплат',
    unscheduled: 'Списання, коли настає строк',
  },
  every: plan.every,
  regularly: (what, often) => `${what}, ${often}`,
  eachTime: (amount) => `${amount} щоразу`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `${amount} за кожен період`;
    return `${amount} ${count === 1 ? per[interval] : `за ${span}`}`;
  },
  charges,
  noLimit: 'Сума до сплати; іншого обмеження не погоджено',
  untilRevoked: 'Доки ви не відкличете',
  notCharged: 'Списань ще не було',
  charged: (count, amount, lastDate) =>
    `${charges(count)}${amount ? `, разом ${amount}` : ''}${lastDate ? `, останнє – ${lastDate}` : ''}`,

  words: 'На що ви погодилися',
  noWords: (merchant) =>
    `Цей дозвіл записав магазин ${merchant}. Текст погоджено в іншому місці, і тут він не зберігається.`,
  agreedOn: (date) => `Погоджено ${date}`,
  openReceipt: 'Відкрити квитанцію',
  saveReceipt: 'Зберегти підписану квитанцію',
  receiptFailed: 'Не вдалося отримати квитанцію. Спробуйте ще раз.',

  paysFor: (what) => `Оплачує: ${what}`,
  useAsDefault: 'Зробити основною',
  updateCard: 'Оновити картку',
  expiryDate: 'Термін дії',
  expiryHint: 'Місяць і рік, як на картці, наприклад 09/2031',
  expiryMalformed: 'Введіть місяць і рік, наприклад 09/2031.',
  expiryPast: 'Цей термін уже минув. Введіть термін з нової картки.',
  expiryFar: 'Цей термін надто далекий. Перевірте рік.',
  save: 'Зберегти',

  ends: (merchant) => `${merchant} більше не зможе з неї списувати. Закінчиться:`,
  moveLegend: 'Яка картка її замінить?',
  moveChoose: 'Спершу виберіть картку.',
  moveNone:
    'Замінити її нічим. Збережіть іншу картку під час наступної оплати або скасуйте те, що нею оплачується; потім видаліть цю.',
  stopQuestion: (card) => `Більше не показувати ${card}?`,
  stopEffect: (merchant) => `${merchant} більше не пропонуватиме цю картку під час оплати.`,
  stopLeaves: (merchant) =>
    `Дозвіл на списання, який має ${merchant}, лишається чинним. Його можна відкликати окремо.`,
  revokeQuestion: (card) => `Відкликати дозвіл на списання з ${card}?`,
  revokeEffect: (merchant) =>
    `Відтепер ${merchant} не зможе почати нове списання такого роду. Уже розпочате буде завершено.`,
  revokePaysFor: 'Цією карткою оплачується:',
  deletes: (merchant) =>
    `Більше ніщо не вимагає зберігати цю картку, тож ${merchant} її видалить. Щоб знову нею платити, її треба буде ввести заново.`,

  nowDefault: (card) => `${card} тепер основна картка. З неї починаються передплати.`,
  nowUpdated: (card) => `Картку оновлено: ${card}`,
  nowHidden: (card) => `${card} більше не показується під час оплати`,
  nowRevoked: (card) => `Дозвіл на списання з ${card} відкликано`,
  nowDeleted: (card) => `${card} видалено: не лишилося дозволів, які її зберігають`,
  notDefault: (card) => `Не вдалося зробити ${card} основною.`,
  notUpdated: (card) => `Не вдалося оновити ${card}.`,
  notHidden: (card) => `${card} досі показується під час оплати: змінити не вдалося.`,
  notRevoked: (card) => `Не вдалося відкликати дозвіл на списання з ${card}.`,
  notRemoved: (card) => `Не вдалося видалити ${card}.`,
  inUse: (card, what) => `${card} ще потрібна, нею оплачується: ${what}.`,
  inUseUnnamed: (card) => `${card} ще потрібна для майбутнього платежу.`,
  chooseOther: 'Вибрати іншу картку',
  again: 'Спробуйте ще раз.',
  againLater: 'Забагато спроб. Зачекайте хвилину та спробуйте ще раз.',
  lost: 'Зв’язок перервався, і ми не знаємо, чи це виконано. Перевірте з’єднання та спробуйте ще раз.',
};
