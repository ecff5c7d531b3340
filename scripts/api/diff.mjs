const around = 3;

/** The lines that differ as `- before` and `+ after`, with a few equal ones around and "…" for the rest. */
export function difference(before, after) {
  const lines = compare(before.split('\n'), after.split('\n'));
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - around), index + around + 1).some((line) => !line.startsWith(' ')),
  );
  const kept = lines.map((line, index) => (near[index] ? line : '…'));
  return kept.filter((line, index) => line !== '…' || kept[index - 1] !== '…').join('\n');
}

function compare(before, after) {
  const common = longestCommon(before, after);
  const lines = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && before[i] === after[j]) {
      lines.push(`  ${before[i]}`);
      i += 1;
      j += 1;
    } else if (j === after.length || (i < before.length && common[i + 1][j] >= common[i][j + 1])) {
      lines.push(`- ${before[i++]}`);
    } else {
      lines.push(`+ ${after[j++]}`);
    }
  }
  return lines;
}

/** At [i][j]: how many lines the rests of both, from i and from j, have in common in the same order. */
function longestCommon(before, after) {
  const common = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1)
      common[i][j] = before[i] === after[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
  return common;
}
