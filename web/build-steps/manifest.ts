import type { ManifestOptions } from 'vite-plugin-pwa';

/** What the system shows once the app is installed; the app itself is translated, this is not. */
export const MANIFEST: Partial<ManifestOptions> = {
  id: '/',
  name: 'Fitroom',
  short_name: 'Fitroom',
  description: 'See a garment from one photo, worn by a 3D body. On your device.',
  display: 'standalone',
  start_url: '/',
  scope: '/',
  theme_color: '#f4f1ec',
  background_color: '#f4f1ec',
  categories: ['shopping', 'lifestyle'],
  icons: [
    { src: '/icons/fitroom-192.png', sizes: '192x192', type: 'image/png' },
    { src: '/icons/fitroom-512.png', sizes: '512x512', type: 'image/png' },
    {
      src: '/icons/fitroom-maskable-512.png',
      sizes: '512x512',
      type: 'image/png',
      purpose: 'maskable',
    },
    { src: '/icons/fitroom.svg', sizes: 'any', type: 'image/svg+xml' },
  ],
};
