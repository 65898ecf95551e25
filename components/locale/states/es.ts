/** Spanish for states that come rarely. */
import type { StateMessages } from './en.ts';

export const states: StateMessages = {
  numberChanged: 'El número ha cambiado',
  newNumber: (card) => `Tarjeta nueva en lugar de ${card}`,
  takesOver: (card) => `Ocupa el lugar de ${card}, que entonces se elimina.`,
  goesOn: (merchant) =>
    `${merchant} puede cobrar en la tarjeta anterior. Marca lo que debe continuar con la nueva; lo demás termina.`,
  endsWithCard: 'Esto no puede continuar con otra tarjeta y termina:',
  agreementsFailed: 'No se pudo cargar lo acordado para esta tarjeta.',
  replaceCard: 'Reemplazar tarjeta',
  replaceDeclined: (card) => `La tarjeta nueva fue rechazada. ${card} queda como está.`,
  notReplaced: (card) => `No se pudo reemplazar ${card}. Inténtalo de nuevo.`,
  cardUpdated: (card) => `${card} está actualizada`,
  cardReplaced: (card) => `Ya puedes pagar con ${card}`,

  sharedTitle: 'Tus tarjetas guardadas están ocultas aquí',
  sharedText: (merchant) =>
    `No queda nada de ellas en este navegador. ${merchant} las conserva para tus otros dispositivos.`,
  sharedPending:
    'Todavía no se pudo avisar a la tienda. Mantén esta página abierta hasta que vuelva la conexión.',
  stopEverywhere: 'Dejar de mostrarlas en todas partes',
  stoppedEverywhere: 'Tus tarjetas ya no se muestran en ningún pago.',
  notStopped: 'No se pudieron ocultar en todas partes. Puedes hacerlo en tus tarjetas guardadas.',

  closing: (time) => `Este pago se cierra a las ${time}. Paga antes o empieza de nuevo.`,
  renewing: 'Un momento: el pago se está renovando. Lo que has escrito se conserva.',
  renewed: 'El pago se ha renovado. Comprueba el importe y paga.',

  endsEarly: 'Esta tarjeta caduca antes de que termine este permiso.',
  nameBackup: 'Elegir una tarjeta de reserva',
  changeBackup: 'Cambiar la tarjeta de reserva',
  backupLegend: (card) => `¿Qué tarjeta sigue cuando ${card} haya caducado?`,
  backupIs: (card) => `Reserva: ${card}`,
  standsInFor: (card, date) => `Reserva de ${card}, a partir del ${date}`,
  noBackup: 'Este permiso no puede continuar con otra tarjeta.',
  nowBackup: (card) => `La reserva de ${card} está elegida`,
  notBackup: 'No se pudo elegir la reserva. Inténtalo de nuevo.',
};
