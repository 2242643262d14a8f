// The map, the calendar and the opérations, filtered and selected together.
//
// Answers for: one state (filters, selected cité, hovered cité), written to the map (signals, data), to the long
// tables (filter, marked rows) and to the words that sum it up.
"use strict";
(() => {
  const { page, tableaux } = window;
  const section = document.getElementById("explorateur");
  if (!section) return;
  const etat = { cite: "", survol: "" };
  const champs = [...section.querySelectorAll("[data-filtre]")];
  const [CITE, BAILLEUR, EPCI, DEBUT, FIN, BOUQUETS, FONDS] = [0, 1, 2, 3, 4, 5, 6];
  const TESTS = {
    bailleur: (r, v) => r[BAILLEUR] === page.codes.bailleur.indexOf(v),
    epci: (r, v) => r[EPCI] === page.codes.epci.indexOf(v),
    annee: (r, v) => r[DEBUT] <= Number(v) && Number(v) <= r[FIN],
    bouquet: (r, v) => r[BOUQUETS].includes(page.codes.bouquet.indexOf(v)),
    financement: (r, v) => r[FONDS].includes(page.codes.financement.indexOf(v)),
  };
  let carte = null;
  let lieux = [];
  let reduite = false;

  const operations = tableaux.get("operations");
  const rang = Object.fromEntries(operations.donnees.colonnes.map((c, j) => [c.nom, j]));

  function filtres() {
    return champs.filter((c) => c.value).map((c) => [TESTS[c.dataset.filtre], c.value]);
  }

  function appliquer() {
    const actifs = filtres();
    const garder = (r) => actifs.every(([test, valeur]) => test(r.repere, valeur));
    for (const tableau of tableaux.values()) tableau.filtrer(garder);
    const gardees = operations.rangees.filter(garder);
    const bilan = resumer(gardees);
    document.getElementById("bilan").textContent = bilan;
    document.querySelectorAll(".rappel").forEach((p) => {
      p.hidden = !actifs.length;
      p.querySelector("span").textContent = page.dire("filtre_actif", { bilan });
    });
    return peindre(gardees, actifs.length > 0);
  }

  function resumer(rangees) {
    const somme = (nom) => rangees.reduce((s, r) => s + r.valeurs[rang[nom]], 0);
    return page.dire("bilan", {
      operations: page.nombre(rangees.length),
      logements: page.nombre(somme("logements")),
      cout: page.euros(somme("cout_eur")),
    });
  }

  async function peindre(rangees, filtre) {
    if (!carte || (!filtre && !reduite)) return;
    reduite = filtre;
    const logements = new Map();
    for (const r of rangees) {
      logements.set(r.repere[CITE], (logements.get(r.repere[CITE]) ?? 0) + r.valeurs[rang.logements]);
    }
    const gardes = lieux.filter((l) => logements.has(l.cite)).map((l) => ({ ...l, logements: logements.get(l.cite) }));
    carte.data("cites", gardes);
    cadrer(filtre ? gardes : []);
    await carte.runAsync();
  }

  function cadrer(points) {
    carte.signal("zoom", 1).signal("centre", depart.centre);
    if (!points.length || points.length === lieux.length) return;
    const xs = points.map((p) => p.lon);
    const ys = points.map((p) => p.lat);
    const milieu = (v) => (Math.min(...v) + Math.max(...v)) / 2;
    const etendue = (v) => Math.max(0.02, Math.max(...v) - Math.min(...v));
    const [lon, lat] = [lieux.map((l) => l.lon), lieux.map((l) => l.lat)];
    const zoom = 0.85 * Math.min(etendue(lon) / etendue(xs), etendue(lat) / etendue(ys));
    carte.signal("zoom", Math.min(8, Math.max(1, zoom))).signal("centre", [milieu(xs), milieu(ys)]);
  }

  const depart = { centre: [0, 0] };

  function marquer() {
    for (const { corps } of tableaux.values()) {
      for (const ligne of corps.rows) {
        ligne.classList.toggle("choisie", ligne.dataset.cite === etat.cite);
        ligne.classList.toggle("survolee", ligne.dataset.cite === etat.survol);
        ligne.querySelector("button.cite").setAttribute("aria-pressed", String(ligne.dataset.cite === etat.cite));
      }
    }
    if (carte) carte.signal("choisie", etat.cite).signal("survol", etat.survol).runAsync();
  }

  function survoler(cite) {
    if (cite === etat.survol) return;
    etat.survol = cite;
    marquer();
  }

  function choisir(cite) {
    etat.cite = cite === etat.cite ? "" : cite;
    if (etat.cite) for (const t of tableaux.values()) t.atteindre((r) => r.repere[CITE] === etat.cite);
    ficher();
    marquer();
  }

  function ficher() {
    const fiche = document.getElementById("fiche");
    const siennes = operations.rangees.filter((r) => r.repere[CITE] === etat.cite);
    fiche.hidden = !siennes.length;
    if (!siennes.length) return;
    const [{ valeurs }] = siennes;
    const noms = { cite: valeurs[rang.cite], commune: valeurs[rang.commune] };
    fiche.querySelector("h3").textContent = page.dire("fiche_operations", noms);
    fiche.querySelector("p").textContent = resumer(siennes);
    fiche.querySelector("ul").replaceChildren(...siennes.map((r) => page.creer("li", {}, detail(r.valeurs))));
  }

  function detail(v) {
    const fin = v[rang.debut] + v[rang.duree] - 1;
    const annees = fin > v[rang.debut] ? `${v[rang.debut]}–${fin}` : String(v[rang.debut]);
    return [annees, v[rang.bailleur], v[rang.bouquets], v[rang.parti], v[rang.montage], page.euros(v[rang.cout_eur])].join(" · ");
  }

  function ecouterTableaux() {
    for (const { corps, table } of tableaux.values()) {
      const cite = (evenement) => evenement.target.closest("tr")?.dataset.cite ?? "";
      corps.addEventListener("mouseover", (e) => survoler(cite(e)));
      corps.addEventListener("mouseleave", () => survoler(""));
      corps.addEventListener("focusin", (e) => survoler(cite(e)));
      corps.addEventListener("click", (e) => e.target.closest("button.cite") && choisir(cite(e)));
      table.addEventListener("montre", marquer);
    }
  }

  function ecouterFiltres() {
    champs.forEach((champ) => champ.addEventListener("change", appliquer));
    document.querySelectorAll("[data-effacer]").forEach((b) => b.addEventListener("click", effacer));
    document.getElementById("deselection").addEventListener("click", () => choisir(etat.cite));
    document.querySelectorAll("[data-viser]").forEach((bouton) => {
      bouton.addEventListener("click", () => {
        effacer();
        section.querySelector(`[data-filtre="${bouton.dataset.viser}"]`).value = bouton.value;
        appliquer();
        section.scrollIntoView();
        section.querySelector(`[data-filtre="${bouton.dataset.viser}"]`).focus({ preventScroll: true });
      });
    });
  }

  function effacer() {
    champs.forEach((champ) => (champ.value = ""));
    if (etat.cite) choisir(etat.cite);
    appliquer();
  }

  function deplacer(dx, dy) {
    const [lon, lat] = carte.signal("centre");
    const degres = 180 / Math.PI / carte.signal("echelle");
    const cosinus = Math.cos((lat * Math.PI) / 180);
    carte.signal("centre", [lon - dx * degres, lat + dy * degres * cosinus]).runAsync();
  }

  function zoomer(facteur) {
    carte.signal("zoom", Math.min(20, Math.max(1, carte.signal("zoom") * facteur))).runAsync();
  }

  function ecouterCarte(place) {
    carte.addEventListener("click", (_e, objet) => objet?.datum?.cite && choisir(objet.datum.cite));
    carte.addEventListener("mouseover", (_e, objet) => survoler(objet?.datum?.cite ?? ""));
    const gestes = {
      plus: () => zoomer(1.5),
      moins: () => zoomer(1 / 1.5),
      tout: () => (cadrer([]), carte.runAsync()),
      ArrowLeft: () => deplacer(60, 0),
      ArrowRight: () => deplacer(-60, 0),
      ArrowUp: () => deplacer(0, 60),
      ArrowDown: () => deplacer(0, -60),
      "+": () => zoomer(1.5),
      "-": () => zoomer(1 / 1.5),
    };
    section.querySelectorAll("[data-geste]").forEach((b) => b.addEventListener("click", () => gestes[b.dataset.geste]()));
    section.querySelector(".cadre").addEventListener("keydown", (e) => {
      if (!gestes[e.key]) return;
      e.preventDefault();
      gestes[e.key]();
    });
    glisser(place);
  }

  function glisser(place) {
    let tenu = null;
    place.addEventListener("pointerdown", (e) => (tenu = e.pointerType === "mouse" ? [e.clientX, e.clientY] : null));
    addEventListener("pointerup", () => (tenu = null));
    place.addEventListener("pointermove", (e) => {
      if (!tenu) return;
      deplacer(e.clientX - tenu[0], e.clientY - tenu[1]);
      tenu = [e.clientX, e.clientY];
    });
  }

  function colorer(champ) {
    carte.signal("couleur", champ.value).runAsync();
    section.querySelectorAll("[data-legende]").forEach((l) => (l.hidden = l.dataset.legende !== champ.value));
  }

  ecouterTableaux();
  ecouterFiltres();
  appliquer();
  window.graphiques.vue("carte").then(async (vue) => {
    carte = vue;
    lieux = carte.data("cites").map((l) => ({ ...l }));
    depart.centre = carte.signal("centre");
    const place = section.querySelector('[data-graphique="carte"] .dessin');
    const couleur = document.getElementById("couleur");
    couleur.addEventListener("change", () => colorer(couleur));
    colorer(couleur);
    ecouterCarte(place);
    await appliquer();
    document.documentElement.dataset.pret = "oui";
  });
})();
