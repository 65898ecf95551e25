/** @jsxImportSource react */
/** Starts the page in React. */
import { createRoot } from 'react-dom/client';
import { Shop } from './checkout.tsx';

const place = document.getElementById('shop');
if (place) createRoot(place).render(<Shop />);
