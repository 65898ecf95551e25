/** Russian for the wallet. */
import { plan } from '../plan/ru.ts';
import type { WalletMessages } from './en.ts';

const rules = new Intl.PluralRules('ru');
const per = { day: 'в день', week: 'в неделю', month: 'в месяц', year: 'в год' };

function charges(count: number): string {
  const forms: Partial<Record<Intl.LDMLPluralRule, string>> = {
    one: 'списание',
    few: 'списания',
  };
  return `${count} ${forms[rules.select(count)] ?? 'списаний'}`;
}

export const wallet: WalletMessages = {
  heading: 'Ваши карты',
  intro: (merchant) =>
    `${merchant} хранит эти карты для вас. Показ карты и списание с неё в будущем – это два разрешения; каждое можно отозвать в любой момент.`,
  aboutDefault: 'С основной карты начинаются подписки.',
  loading: 'Загружаются ваши карты',
  emptyTitle: 'Сохранённых карт нет',
  emptyText: (merchant) =>
    `${merchant} не хранит ваших карт. При оплате вы можете разрешить сохранить карту; тогда она появится здесь.`,
  expiredTitle: 'Время работы страницы истекло',
  expiredText:
    'Чтобы защитить ваши карты, страница открыта полчаса. Откройте её снова, чтобы продолжить.',
  unusableTitle: 'Ваши карты нельзя показать',
  unusableText: 'Вернитесь в магазин и откройте эту страницу снова или обратитесь туда за помощью.',
  loadFailedTitle: 'Не удалось загрузить ваши карты',
  help: (merchant) => `Помощь: ${merchant}`,

  shownTitle: 'Показывается при оплате',
  shownYes: (date) => `Да, с ${date}`,
  shownYesUndated: 'Да',
  shownNo: 'Нет. При оплате вы не увидите эту карту.',
  stopShowing: 'Больше не показывать',
  chargedTitle: (merchant) => `Может списывать: ${merchant}`,
  chargedNo: (merchant) => `Нет. ${merchant} не может списывать с этой карты без вас.`,
  chargedYes: (date) => `Да, с ${date}`,
  chargedPending: 'Пока нет. Разрешение ожидает ваш банк.',
  revoke: 'Отозвать',
  forWhat: 'За что',
  upTo: 'Не более',
  until: 'До',
  soFar: 'На сегодня',
  category: {
    recurring: 'Регулярные списания',
    installment: 'Платежи в рассрочку',
    unscheduled: 'Списания по мере возникновения долга',
  },
  every: plan.every,
  regularly: (what, often) => `${what}, ${often}`,
  eachTime: (amount) => `${amount} каждый раз`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `${amount} за каждый период`;
    return `${amount} ${count === 1 ? per[interval] : `за ${span}`}`;
  },
  charges,
  noLimit: 'Сумма к оплате; другого ограничения не оговорено',
  untilRevoked: 'Пока вы не отзовёте',
  notCharged: 'Списаний ещё не было',
  charged: (count, amount, lastDate) =>
    `${charges(count)}${amount ? `, всего ${amount}` : ''}${lastDate ? `, последнее – ${lastDate}` : ''}`,

  words: 'На что вы согласились',
  noWords: (merchant) =>
    `Это разрешение записано магазином ${merchant}. Текст был согласован в другом месте и здесь не хранится.`,
  agreedOn: (date) => `Согласие дано ${date}`,
  openReceipt: 'Открыть квитанцию',
  saveReceipt: 'Сохранить подписанную квитанцию',
  receiptFailed: 'Не удалось получить квитанцию. Повторите попытку.',

  paysFor: (what) => `Оплачивает: ${what}`,
  useAsDefault: 'Сделать основной',
  updateCard: 'Обновить карту',
  expiryDate: 'Срок действия',
  expiryHint: 'Месяц и год, как на карте, например 09/2031',
  expiryMalformed: 'Введите месяц и год, например 09/2031.',
  expiryPast: 'Этот срок уже прошёл. Введите срок с новой карты.',
  expiryFar: 'Этот срок слишком далёкий. Проверьте год.',
  save: 'Сохранить',

  ends: (merchant) => `${merchant} больше не сможет с неё списывать. Закончится:`,
  moveLegend: 'Какая карта её заменит?',
  moveChoose: 'Сначала выберите карту.',
  moveNone:
    'Заменить её нечем. Сохраните другую карту при следующей оплате или отмените то, что ею оплачивается; затем удалите эту карту.',
  stopQuestion: (card) => `Больше не показывать ${card}?`,
  stopEffect: (merchant) => `${merchant} больше не будет предлагать эту карту при оплате.`,
  stopLeaves: (merchant) =>
    `Разрешение на списания, которое получил магазин ${merchant}, остаётся. Его можно отозвать отдельно.`,
  revokeQuestion: (card) => `Отозвать разрешение на списания с ${card}?`,
  revokeEffect: (merchant) =>
    `С этого момента ${merchant} не сможет начать новое списание такого рода. Уже начатое будет завершено.`,
  revokePaysFor: 'Этой картой оплачивается:',
  deletes: (merchant) =>
    `Больше ничто не требует хранить эту карту, поэтому ${merchant} её удалит. Чтобы снова ею платить, её нужно будет ввести заново.`,

  nowDefault: (card) => `${card} теперь основная карта. С неё начинаются подписки.`,
  nowUpdated: (card) => `Карта обновлена: ${card}`,
  nowHidden: (card) => `${card} больше не показывается при оплате`,
  nowRevoked: (card) => `Разрешение на списания с ${card} отозвано`,
  nowDeleted: (card) => `${card} удалена: не осталось разрешений, которые её хранят`,
  notDefault: (card) => `Не удалось сделать ${card} основной.`,
  notUpdated: (card) => `Не удалось обновить ${card}.`,
  notHidden: (card) => `${card} по-прежнему показывается при оплате: изменить не удалось.`,
  notRevoked: (card) => `Не удалось отозвать разрешение на списания с ${card}.`,
  notRemoved: (card) => `Не удалось удалить ${card}.`,
  inUse: (card, what) => `${card} ещё нужна, ею оплачивается: ${what}.`,
  inUseUnnamed: (card) => `${card} ещё нужна для предстоящего платежа.`,
  chooseOther: 'Выбрать другую карту',
  again: 'Повторите попытку.',
  againLater: 'Слишком много попыток. Подождите минуту и повторите.',
  lost: 'Связь прервалась, и мы не знаем, выполнено ли действие. Проверьте подключение и повторите попытку.',
};
