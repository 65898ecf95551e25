/** Polish for states that come rarely. */
import type { StateMessages } from './en.ts';

export const states: StateMessages = {
  numberChanged: 'Numer się zmienił',
  newNumber: (card) => `Nowa karta zamiast ${card}`,
  takesOver: (card) => `Zajmie miejsce karty ${card}, która zostanie wtedy usunięta.`,
  goesOn: (merchant) =>
    `${merchant} może obciążać starą kartę. Zaznacz, co ma trwać dalej z nową; reszta się zakończy.`,
  endsWithCard: 'Tego nie można kontynuować z inną kartą i kończy się:',
  agreementsFailed: 'Nie udało się wczytać ustaleń dotyczących tej karty.',
  replaceCard: 'Zastąp kartę',
  replaceDeclined: (card) => `Nowa karta została odrzucona. Karta ${card} pozostaje bez zmian.`,
  notReplaced: (card) => `Nie udało się zastąpić karty ${card}. Spróbuj ponownie.`,
  cardUpdated: (card) => `Zaktualizowano: ${card}`,
  cardReplaced: (card) => `Możesz już płacić kartą ${card}`,

  sharedTitle: 'Twoje zapisane karty są tu ukryte',
  sharedText: (merchant) =>
    `W tej przeglądarce nic z nich nie zostaje. ${merchant} nadal przechowuje je dla Twoich innych urządzeń.`,
  sharedPending:
    'Nie udało się jeszcze powiadomić sklepu. Nie zamykaj tej strony, dopóki połączenie nie wróci.',
  stopEverywhere: 'Nie pokazuj ich nigdzie',
  stoppedEverywhere: 'Twoje karty nie są już pokazywane przy żadnej płatności.',
  notStopped: 'Nie udało się ukryć ich wszędzie. Możesz to zrobić w swoich zapisanych kartach.',

  closing: (time) => `Ta płatność zamknie się o ${time}. Zapłać wcześniej albo zacznij od nowa.`,
  renewing: 'Chwileczkę: odnawiamy płatność. Wpisane dane pozostają.',
  renewed: 'Płatność została odnowiona. Sprawdź kwotę i zapłać.',

  endsEarly: 'Ta karta straci ważność, zanim skończy się ta zgoda.',
  nameBackup: 'Wskaż kartę zapasową',
  changeBackup: 'Zmień kartę zapasową',
  backupLegend: (card) => `Która karta zastąpi ${card}, gdy straci ważność?`,
  backupIs: (card) => `Zapasowa: ${card}`,
  standsInFor: (card, date) => `Zapasowa dla ${card}, od ${date}`,
  noBackup: 'Tej zgody nie można kontynuować z inną kartą.',
  nowBackup: (card) => `Wskazano kartę zapasową dla ${card}`,
  notBackup: 'Nie udało się wskazać karty zapasowej. Spróbuj ponownie.',
};
