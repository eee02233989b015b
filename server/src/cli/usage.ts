export const USAGE = `Fitroom: one photo of a garment in, that garment worn by a 3D avatar out.

  npm run -s fitroom -- tryon PHOTO --out DIR [options]
  npm run -s fitroom -- batch PATH... --out DIR [options]

tryon writes DIR/garment.glb, fitted.glb, thumb.png and report.json.
batch does the same for every photo of the folders named (and theirs), each in a folder of its own
under DIR, and writes DIR/table.csv and DIR/sheet.png (photo, front, side, back; failures first).

  --avatar slim|regular|curvy     who wears it (regular)
  --category auto|top|shirt|hoodie|outerwear|dress|skirt|trousers|shorts|jumpsuit|bodysuit
                                  what it is (auto)
  --ease slim|regular|oversize    how loose it is worn (regular)
  --width-cm N                    its width laid flat, at the chest or the waist, when known
  --quality low|med               4k to 6k or 10k to 20k triangles (med)
  --method drape|rigid            with or without cloth simulation (drape)
  --generator panels              how the garment is made; others need a host of their own
  --obj                           garment.obj, .mtl and its texture too
  --json                          the report alone on stdout

Photos: JPEG, PNG, WebP or AVIF, at most 10 MB and 50 megapixels; one garment, from the front,
laid flat or on a hanger, on a plain background. A photo with transparency is taken as cut out.

Exit status: 0 a valid garment; 3 a garment that failed a gate (report.json says which);
2 bad input, one line says what to do; 1 a fault of ours. batch: 0 when it ran to the end.
FITROOM_CACHE names the folder for what is kept between runs.
`;
