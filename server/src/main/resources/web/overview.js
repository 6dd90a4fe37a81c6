// Draws the tables of the overview as charts. Without it, the tables are there.

const charts = [];

/** The colors of the page as it is now. */
function colors() {
  const style = getComputedStyle(document.body);
  const dark = getComputedStyle(document.documentElement).colorScheme.includes("dark")
    && (document.documentElement.dataset.bsTheme === "dark" || matchMedia("(prefers-color-scheme: dark)").matches);
  return { text: style.color, line: dark ? "#ffffff26" : "#00000018", series: dark ? ["#7ab8ff", "#f0b95b"] : ["#066fd1", "#b06000"] };
}

/** A table as Chart.js wants it: rows are labels, columns are series. */
function read(table, look, isLine) {
  const rows = [...table.tBodies[0].rows];
  const names = [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.textContent);
  return {
    // A product and its version stand on two lines, which a telephone has the width for.
    labels: rows.map((row) => row.cells[0].textContent.trim()).map((label) => (isLine ? label : label.split(/ (?=\S+$)/))),
    datasets: names.map((label, column) => ({
      label,
      data: rows.map((row) => Number(row.cells[column + 1].dataset.value)),
      borderColor: look.series[column],
      backgroundColor: look.series[column],
      borderWidth: isLine ? 2 : 0,
      pointRadius: isLine ? 2 : 0,
      maxBarThickness: 24,
    })),
  };
}

function draw() {
  while (charts.length > 0) charts.pop().destroy();
  const look = colors();
  for (const place of document.querySelectorAll("[data-chart]")) {
    const table = document.getElementById(place.dataset.table);
    const isLine = place.dataset.chart === "line";
    const counts = { beginAtZero: true, ticks: { color: look.text, precision: 0 }, grid: { color: look.line } };
    const labels = { ticks: { color: look.text, maxRotation: 0, autoSkipPadding: 16 }, grid: { display: false } };
    place.hidden = false;
    charts.push(new Chart(place.querySelector("canvas"), {
      type: isLine ? "line" : "bar",
      data: read(table, look, isLine),
      options: {
        indexAxis: isLine ? "x" : "y",
        maintainAspectRatio: false,
        animation: false,
        plugins: { legend: { display: isLine, labels: { color: look.text } } },
        scales: isLine ? { x: labels, y: counts } : { x: counts, y: { ...labels, ticks: { color: look.text, autoSkip: false } } },
      },
    }));
  }
}

if (window.Chart) {
  for (const numbers of document.querySelectorAll("details.numbers")) numbers.open = false;
  draw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
}
