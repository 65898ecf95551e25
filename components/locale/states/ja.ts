/** Japanese for states that come rarely. */
import type { StateMessages } from './en.ts';

export const states: StateMessages = {
  numberChanged: '番号が変わりました',
  newNumber: (card) => `${card}に代わる新しいカード`,
  takesOver: (card) => `新しいカードが${card}に代わり、元のカードは削除されます。`,
  goesOn: (merchant) =>
    `${merchant}は元のカードに請求できます。新しいカードで続けるものにチェックを入れてください。それ以外は終了します。`,
  endsWithCard: '別のカードでは続けられず、終了するもの：',
  agreementsFailed: 'このカードについての取り決めを読み込めませんでした。',
  replaceCard: 'カードを差し替える',
  replaceDeclined: (card) => `新しいカードが承認されませんでした。${card}はそのままです。`,
  notReplaced: (card) => `${card}を差し替えられませんでした。もう一度お試しください。`,
  cardUpdated: (card) => `${card}を更新しました`,
  cardReplaced: (card) => `${card}でお支払いいただけます`,

  sharedTitle: '保存したカードはここでは非表示です',
  sharedText: (merchant) =>
    `このブラウザーには何も残りません。お客様のほかの端末のために、${merchant}がカードを引き続き保存しています。`,
  sharedPending:
    'まだショップに通知できていません。接続が回復するまでこのページを開いたままにしてください。',
  stopEverywhere: 'すべての端末で非表示にする',
  stoppedEverywhere: 'お客様のカードは、どのお支払い画面にも表示されなくなりました。',
  notStopped: 'すべてを非表示にできませんでした。保存したカードのページで変更できます。',

  closing: (time) =>
    `このお支払い画面は${time}に終了します。それまでにお支払いいただくか、最初からやり直してください。`,
  renewing: 'お支払い画面を更新しています。入力内容はそのまま残ります。',
  renewed: 'お支払い画面を更新しました。金額をご確認のうえ、お支払いください。',

  endsEarly: 'このカードは、許可の期限より先に有効期限が切れます。',
  nameBackup: '予備のカードを指定',
  changeBackup: '予備のカードを変更',
  backupLegend: (card) => `${card}の有効期限後は、どのカードに引き継ぎますか？`,
  backupIs: (card) => `予備：${card}`,
  standsInFor: (card, date) => `${card}の予備（${date}から）`,
  noBackup: 'この許可は別のカードでは続けられません。',
  nowBackup: (card) => `${card}の予備のカードを指定しました`,
  notBackup: '予備のカードを指定できませんでした。もう一度お試しください。',
};
