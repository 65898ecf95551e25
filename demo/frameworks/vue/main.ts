/** Starts the page in Vue. */
import { createApp } from 'vue';
import { Shop } from './checkout.tsx';

createApp(Shop).mount('#shop');
