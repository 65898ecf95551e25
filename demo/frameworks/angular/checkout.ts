/**
 * A checkout in Angular 21, without zones: signals and a template, which Angular's compiler checks
 * strictly (`npx ngc -p demo/frameworks/angular`). The tag's directive types what is bound, the
 * tag's own event types what handlers get.
 */
import { Component, signal } from '@angular/core';
import type { KeepsakeChangeEvent, KeepsakeCompleteEvent } from '../../../components/index.ts';
import { chosenText, type Order, paidText, placeOrder } from '../order.ts';
import { CheckoutTag } from './keepsake-tags.ts';

@Component({
  selector: 'angular-shop',
  imports: [CheckoutTag],
  template: `
    @if (order(); as order) {
      <keepsake-checkout
        [clientSecret]="order.clientSecret"
        [api]="order.api"
        locale="en"
        (keepsake-change)="change($event)"
        (keepsake-complete)="complete($event)"
      ></keepsake-checkout>
      <p>{{ chosen() }}</p>
      <p>{{ paid() }}</p>
      <button type="button" (click)="leave()">Back to the shop</button>
    } @else {
      <button type="button" (click)="begin()">Check out</button>
    }
  `,
})
export class Shop {
  readonly order = signal<Order | null>(null);
  readonly chosen = signal('');
  readonly paid = signal('');

  async begin(): Promise<void> {
    this.order.set(await placeOrder());
  }

  leave(): void {
    this.order.set(null);
  }

  change(event: KeepsakeChangeEvent): void {
    this.chosen.set(chosenText(event));
  }

  complete(event: KeepsakeCompleteEvent): void {
    this.paid.set(paidText(event));
  }
}
