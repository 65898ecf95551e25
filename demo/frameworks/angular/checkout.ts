/**
 * A checkout in Angular 21, without zones: signals and a template. `CUSTOM_ELEMENTS_SCHEMA` lets the
 * template use the tag; handlers get the tag's own event types. Written without decorator syntax, as
 * plain TypeScript that any build passes on; `@Component({ … }) class Shop` is the same.
 */
import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';
import type { KeepsakeChangeEvent, KeepsakeCompleteEvent } from '../../../components/index.ts';
import { chosenText, type Order, paidText, placeOrder } from '../order.ts';

export const Shop = Component({
  selector: 'angular-shop',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    @if (order(); as order) {
      <keepsake-checkout
        [attr.client-secret]="order.clientSecret"
        [attr.api]="order.api"
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
})(
  class {
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
  },
);
