/** A permission is never ticked by anything but the buyer, and never outlives its words. */
import { expect, fixture, html } from '@open-wc/testing';
import '../../components/define.ts';
import { KeepsakeConsent } from '../../components/consent/consent.ts';
import { register } from '../../components/shared/register.ts';
import { get, names } from './support/page.ts';
import { mandateOffer, redisplayOffer } from './support/state.ts';

register('keepsake-consent', KeepsakeConsent);

describe('<keepsake-consent>', () => {
  const mountConsent = () =>
    fixture<KeepsakeConsent>(html`<keepsake-consent .offer=${redisplayOffer}></keepsake-consent>`);

  it('shows the exact words and is never ticked', async () => {
    const consent = await mountConsent();
    expect(names(consent, 'checkbox')).to.deep.equal([redisplayOffer.text]);
    expect(get(consent, 'checkbox')).to.have.property('checked', false);
    expect(consent.decision).to.deep.equal({ offer: 'offer_redisplay', accepted: false });
  });

  it('has no way to be ticked from outside', async () => {
    const consent = await fixture<KeepsakeConsent>(
      html`<keepsake-consent checked accepted value="true" .offer=${redisplayOffer}></keepsake-consent>`,
    );
    expect(consent.decision?.accepted).to.equal(false);
  });

  it('reads the box in the page', async () => {
    const consent = await mountConsent();
    get(consent, 'checkbox').click();
    expect(consent.decision?.accepted).to.equal(true);
  });

  it('clears when the words change, and says so', async () => {
    const consent = await mountConsent();
    get(consent, 'checkbox').click();
    const cleared: boolean[] = [];
    consent.addEventListener('consent-change', ({ detail }) => cleared.push(detail.cleared));
    consent.offer = { ...mandateOffer };
    await consent.updateComplete;
    expect(consent.decision).to.deep.equal({ offer: 'offer_mandate', accepted: false });
    expect(cleared).to.deep.equal([true]);
  });

  it('stays ticked when the same words come again', async () => {
    const consent = await mountConsent();
    get(consent, 'checkbox').click();
    consent.offer = { ...redisplayOffer };
    await consent.updateComplete;
    expect(consent.decision?.accepted).to.equal(true);
  });

  it('decides nothing while nothing is offered', async () => {
    const consent = await mountConsent();
    consent.offer = null;
    await consent.updateComplete;
    expect(consent.decision).to.equal(null);
  });
});
