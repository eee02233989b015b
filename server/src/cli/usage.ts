export const USAGE = `Fitroom: one photo of a garment in, that garment worn by a 3D avatar out.

  npm run -s fitroom -- tryon PHOTO --out DIR [options]
  npm run -s fitroom -- batch PATH... --out DIR [options]
  npm run -s fitroom -- outfit PHOTO|MESH.glb... --out DIR [--tuck] [options]
  npm run -s fitroom -- pattern PHOTO --out DIR [options]
  npm run -s fitroom -- debug PHOTO --out DIR [options]
  npm run -s fitroom -- fit MESH.glb --out DIR [--category NAME] [options]
  npm run -s fitroom -- worker
  npm run -s fitroom -- keys create|list|revoke
  npm run -s fitroom -- models list|pull|verify|remove
  npm run -s fitroom -- doctor [--json]
  npm run -s fitroom -- sweep [--dry-run] [--all-orphans]

tryon writes DIR/garment.glb, fitted.glb, thumb.png and report.json.
batch does the same for every photo of the folders named (and theirs), each in a folder of its own
under DIR, and writes DIR/table.csv and DIR/sheet.png (photo, front, side, back; failures first).
outfit puts several garments on at once, inner to outer as named; skirts and trousers go under the tops,
with --tuck over the innermost one. A mesh of your own is one of them as jacket.glb, or outerwear:jacket.glb
where the file does not say what it is. It writes DIR/fitted.glb, thumb.png and report.json, with
--animate walk DIR/walk.glb and with --maps the maps of all cloth together.
pattern writes the flat pattern in centimetres: DIR/pattern.svg, pattern.dxf and pattern.json.
debug draws what was found over the photo: DIR/matte.png, reading.png (outline, landmarks with
confidence), panels-front.png, panels-back.png (with a grid of 5 cm) and debug.json.
fit puts a mesh of your own on (upright, facing +Z, any unit): closed ones are opened at neck, cuffs,
hem, waist or legs; above 50,000 triangles it is thinned to 20,000, above 2,000,000 refused. It needs
--category, but for a garment.glb or fitted.glb of ours, which says itself what it is and is taken as
it is, and for open trousers, shorts, jumpsuits and bodysuits, which their openings tell. It writes
what tryon writes, keeps the mesh's materials, and takes --avatar, --method, --offset-mm, --pose,
--fabric, --animate, --simulate, --maps and --json.
worker runs the jobs of servers elsewhere; it reads its settings from the environment (server/README.md).
keys makes, lists and revokes the API keys of a server; keys --help says how.
models fetches and checks the weights of the neural generators; models --help says how.
doctor looks at driver, CUDA, onnxruntime and models, and says how to mend what generation on a GPU lacks.
sweep removes what a server no longer keeps, as servers do every hour; --dry-run only tells.

  --avatar slim|regular|curvy     who wears it (regular)
  --category auto|top|shirt|hoodie|outerwear|dress|skirt|trousers|shorts|jumpsuit|bodysuit
                                  what it is (auto)
  --ease slim|regular|oversize    how loose it is worn (regular)
  --fabric auto|jersey|poplin|denim|knit|silk|chiffon|leather
                                  what it is made of (auto: by its category)
  --width-cm N                    its width laid flat, at the chest or the waist, when known
  --size LABEL                    its size label instead, for example M or "EU 40"
  --front auto|open|closed        how a front that opens is worn (auto: as the photo shows it)
  --back FILE                     a photo of its back; without one the back is made from the front
  --landmarks FILE.json           landmarks set by hand: [{"name", "x", "y"}], shares of the photo
  --matte-model NAME              the network that finds the garment (u2netp);
                                  segformer-b2-clothes: on dressed people too
  --texture 1024|2048|4096        longer side of the texture, pixels (1024)
  --quality low|med               panels: 4k to 6k or 10k to 20k triangles; networks: 13k to 17k as worn,
                                  low with fewer steps or points (med)
  --method drape|rigid            with or without cloth simulation (drape)
  --offset-mm 3..5                what cloth keeps off the skin, millimetres (4)
  --pose a|relaxed|t|hips         the pose that is shown (the one it was draped in, along its sleeves)
  --animate walk                  DIR/walk.glb too: skeleton, poses and a walk for viewers that move
  --simulate                      cloth of walk.glb moved by the solver, not by the body alone; slow
  --generator panels|zero123+instantmesh|zero123-original+instantmesh|triposr|shap-e|pifuhd
                                  how the garment is made (panels); the others are networks, whose weights
                                  "models pull NAME" fetches, on a GPU or, slowly, on the CPU; they write
                                  DIR/matte.png and view-N.png too
  --seed N                        of the noise that networks draw: another one, another garment (0)
  --views 8..16                   views of zero123-original+instantmesh (8)
  --large                         InstantMesh's large reconstruction where it is installed, with med
  --obj                           garment.obj, .mtl and its texture too
  --maps                          how it fits, painted on the cloth: map-strain, map-strain-fitted,
                                  map-gap and map-contact as .png (with a legend) and .glb
  --json                          the report alone on stdout

Photos: JPEG, PNG, WebP or AVIF, at most 10 MB and 50 megapixels; one garment, from the front,
laid flat or on a hanger, on a plain background. A photo with transparency is taken as cut out.

Exit status: 0 a valid garment; 3 a garment that failed a gate (report.json says which);
2 bad input, one line says what to do; 1 a fault of ours. batch: 0 when it ran to the end.
FITROOM_CACHE names the folder for what is kept between runs.
`;
