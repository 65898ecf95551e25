/** A challenge ended in this frame. The page around it is told only that; it asks us for the outcome. */
if (parent !== self) parent.postMessage({ type: 'keepsake:challenge-done' }, '*');
