/**
 * An example of each call, in the order in which a shop would make them: run one after the other in a shell
 * they lead from a photo to a dressed avatar and clean up behind themselves. `$NAMES` stand for what an
 * earlier example kept.
 */
export interface CallExample {
  /** `POST /fit`, as the document names it. */
  readonly call: string;
  /** Values of the parameters in the path. */
  readonly path?: Readonly<Record<string, string>>;
  /** Values of those behind it. */
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** Fields of a form; `@name` is a file of that name, a list several fields of one name. */
  readonly form?: Readonly<Record<string, string | readonly string[]>>;
  /** A field of the answer, and the name it is kept under. */
  readonly keep?: { readonly field: string; readonly as: string };
  /** Calls made before, so that there is something to do it to. */
  readonly before?: readonly CallExample[];
  /** In place of the line that is made of all this. */
  readonly shell?: string;
}

const generate = (as: string): CallExample => ({
  call: 'POST /clothes/{id}/generate-3d',
  path: { id: '$CLOTH_ID' },
  json: { model: 'panels', quality: 'med' },
  keep: { field: 'cloth3d_id', as },
});

const fit = (as: string): CallExample => ({
  call: 'POST /fit',
  json: { cloth3d_id: '$CLOTH3D_ID', avatar_preset_id: 'regular' },
  keep: { field: 'fitting_session_id', as },
});

const ofGarment = { id: '$CLOTH3D_ID' };
const ofSession = { id: '$SESSION_ID' };

export const EXAMPLES: readonly CallExample[] = [
  { call: 'GET /healthz' },
  { call: 'GET /readyz' },
  { call: 'GET /models' },
  { call: 'GET /avatar-presets' },
  {
    call: 'POST /webhooks',
    json: { url: 'https://shop.example/fitroom', events: ['session.finished'] },
    keep: { field: 'id', as: 'WEBHOOK_ID' },
  },
  { call: 'GET /webhooks' },
  { call: 'GET /webhooks/{id}/deliveries', path: { id: '$WEBHOOK_ID' } },
  { call: 'DELETE /webhooks/{id}', path: { id: '$WEBHOOK_ID' } },
  {
    call: 'POST /clothes/upload-image',
    form: { file: '@shirt.jpg', user_id: 'ann' },
    keep: { field: 'cloth_id', as: 'CLOTH_ID' },
  },
  {
    call: 'POST /clothes/upload-batch',
    form: { user_id: 'ann', file: ['@shirt.jpg', '@shirt.jpg'] },
  },
  { call: 'GET /clothes', query: { user_id: 'ann', limit: '20' } },
  { call: 'GET /clothes/{id}', path: { id: '$CLOTH_ID' } },
  generate('CLOTH3D_ID'),
  // Comes to its end when the job does.
  { call: 'GET /clothes3d/{id}/events', path: ofGarment },
  { call: 'GET /clothes3d', query: { user_id: 'ann' } },
  {
    call: 'GET /clothes3d/{id}',
    path: ofGarment,
    keep: { field: 'gltf_url', as: 'GARMENT_URL' },
  },
  {
    call: 'GET /files/{key}',
    path: { key: 'clothes3d/…/garment.glb' },
    shell: `curl -s -o garment.glb "$GARMENT_URL"`,
  },
  fit('SESSION_ID'),
  { call: 'GET /session/{id}/events', path: ofSession },
  { call: 'GET /sessions', query: { user_id: 'ann' } },
  { call: 'GET /session/{id}', path: ofSession },
  { call: 'GET /session/{id}/result', path: ofSession },
  {
    call: 'POST /outfit',
    json: {
      garments: [
        { cloth3d_id: '$CLOTH3D_ID', tucked: true },
        { cloth3d_id: '$OTHER_CLOTH3D_ID', fabric: 'denim' },
      ],
      avatar_preset_id: 'regular',
      pose: 'relaxed',
    },
    keep: { field: 'fitting_session_id', as: 'OUTFIT_ID' },
    before: [generate('OTHER_CLOTH3D_ID')],
  },
  {
    call: 'POST /session/{id}/cancel',
    path: { id: '$OUTFIT_ID' },
  },
  {
    call: 'POST /clothes3d/{id}/cancel',
    path: { id: '$LATER_CLOTH3D_ID' },
    before: [generate('LATER_CLOTH3D_ID')],
  },
  {
    call: 'POST /clothes/upload-mesh',
    form: { file: '@dress.glb', user_id: 'ann', category: 'dress' },
    keep: { field: 'cloth3d_id', as: 'MESH_CLOTH3D_ID' },
  },
  { call: 'DELETE /session/{id}', path: ofSession },
  { call: 'DELETE /clothes3d/{id}', path: ofGarment },
  { call: 'DELETE /clothes/{id}', path: { id: '$CLOTH_ID' } },
  { call: 'GET /metrics' },
];
