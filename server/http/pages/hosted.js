/**
 * The hosted checkout: the same tag on a page of its own. The secret comes in the fragment, which no
 * server and no log ever sees.
 */
const secret = decodeURIComponent(location.hash.slice(1));
const main = document.getElementById('checkout');
if (secret) {
  const checkout = document.createElement('keepsake-checkout');
  checkout.setAttribute('client-secret', secret);
  main.replaceChildren(checkout);
} else {
  const alert = document.createElement('p');
  alert.setAttribute('role', 'alert');
  alert.textContent = 'This link is incomplete. Go back to the shop and start the checkout again.';
  main.replaceChildren(alert);
}
