//! Names to combine: people of the south of France, and none of the team's own.

/// Given names of women.
#[rustfmt::skip]
pub const WOMEN: [&str; 112] = [
    "Adèle", "Agathe", "Agnès", "Alexia", "Alice", "Aline", "Amandine", "Amélie", "Anaïs", "Anne-Laure",
    "Annick", "Apolline", "Ariane", "Astrid", "Audrey", "Aurélie", "Aurore", "Béatrice", "Bénédicte",
    "Brigitte", "Capucine", "Carole", "Caroline", "Cécile", "Céline", "Chantal", "Charlène", "Charlotte",
    "Chloé", "Christelle", "Claire", "Clara", "Clémence", "Coralie", "Corinne", "Delphine", "Diane",
    "Dominique", "Élise", "Élodie", "Émilie", "Emma", "Estelle", "Eva", "Fabienne", "Fanny", "Fatima",
    "Fatou", "Gaëlle", "Géraldine", "Hafida", "Inès", "Isabelle", "Jeanne", "Jessica", "Joëlle", "Julie",
    "Justine", "Karine", "Laëtitia", "Laura", "Laurence", "Leïla", "Lucie", "Lydie", "Magali", "Malika",
    "Manon", "Margaux", "Marianne", "Marine", "Marion", "Maryse", "Mathilde", "Maud", "Mélanie", "Mireille",
    "Monique", "Muriel", "Myriam", "Nadège", "Nadia", "Nathalie", "Nawel", "Noémie", "Odile", "Ophélie",
    "Pascale", "Patricia", "Pauline", "Perrine", "Rachida", "Roxane", "Sabine", "Sabrina", "Salomé",
    "Samira", "Sandrine", "Sarah", "Séverine", "Soline", "Solène", "Stéphanie", "Sylvie", "Tiphaine",
    "Valérie", "Vanessa", "Véronique", "Virginie", "Yasmina", "Yolande", "Zohra",
];

/// Given names of men.
#[rustfmt::skip]
pub const MEN: [&str; 128] = [
    "Adrien", "Ahmed", "Alain", "Alban", "Alexandre", "Amaury", "Amine", "André", "Anthony", "Antoine",
    "Arnaud", "Aurélien", "Axel", "Baptiste", "Bastien", "Benjamin", "Benoît", "Bernard", "Boris", "Bruno",
    "Cédric", "Charles", "Christian", "Christophe", "Clément", "Cyril", "Damien", "Daniel", "David",
    "Denis", "Didier", "Driss", "Édouard", "Émile", "Emmanuel", "Éric", "Étienne", "Fabien", "Fabrice",
    "Farid", "Florian", "Franck", "François", "Frédéric", "Gabriel", "Gaël", "Gauthier", "Georges",
    "Gérard", "Ghislain", "Gilles", "Grégory", "Guillaume", "Guy", "Hakim", "Hamid", "Henri", "Hervé",
    "Hugo", "Jacques", "Jean-Marc", "Jean-Philippe", "Jérémy", "Jérôme", "Joël", "Johan", "Jonathan",
    "José", "Julien", "Kamel", "Kévin", "Laurent", "Lionel", "Loïc", "Luc", "Ludovic", "Malik", "Marc",
    "Marcel", "Mathieu", "Maxime", "Mehdi", "Michel", "Mickaël", "Mohamed", "Mourad", "Nabil", "Nicolas",
    "Noël", "Olivier", "Pascal", "Patrice", "Patrick", "Paul", "Philippe", "Pierre", "Quentin", "Rachid",
    "Raphaël", "Raymond", "Régis", "Rémi", "Renaud", "Richard", "Robin", "Romain", "Samuel", "Sébastien",
    "Serge", "Simon", "Stéphane", "Steve", "Sylvain", "Tanguy", "Théo", "Thibault", "Thierry", "Thomas",
    "Valentin", "Victor", "Vincent", "Xavier", "Yann", "Yannick", "Youssef", "Yves", "Zakaria", "Saïd",
];

/// Family names.
#[rustfmt::skip]
pub const FAMILIES: [&str; 383] = [
    "Abadie", "Achard", "Allard", "Allègre", "Alloin", "Amiel", "Amrani", "Andreani", "Anselme", "Arbona",
    "Arène", "Armand", "Astier", "Aubin", "Audibert", "Audouard", "Auriol", "Aymard", "Bachelier",
    "Baldacci", "Balestra", "Barbaroux", "Barbier", "Barra", "Barthélemy", "Baudin", "Baudouin", "Beaumont",
    "Béguin", "Belhadj", "Belkacem", "Bellini", "Benali", "Benhamou", "Bérard", "Bernardini", "Berthier",
    "Bertolino", "Bertrand", "Besson", "Bianchi", "Billard", "Blanchard", "Blondeau", "Boissière",
    "Bonfils", "Bonifay", "Bonnefoy", "Bouchard", "Boudjemaa", "Bougeard", "Bourrelly", "Boutin", "Bouvier",
    "Boyer", "Brémond", "Bresson", "Briand", "Brochier", "Brunel", "Buisson", "Cabanel", "Cadière",
    "Calvet", "Camoin", "Campana", "Canavese", "Cantarel", "Capelle", "Carbonnel", "Cardoso", "Carrière",
    "Cartier", "Casanova", "Castel", "Castinel", "Caubet", "Cavaillès", "Cayol", "Chabaud", "Chabrier",
    "Champion", "Chapelle", "Chardon", "Charpin", "Chastan", "Chauvet", "Chauvin", "Chevallier",
    "Ciccolini", "Clavel", "Clément-Roy", "Colombani", "Combe", "Cordier", "Corsini", "Cosentino", "Coste",
    "Coulomb", "Courbon", "Cousin", "Crespin", "Cuvelier", "Da-Silva", "Daumas", "Dauphin", "Decugis",
    "Delmas", "Delorme", "Delpech", "Demaria", "Denat", "Deschamps", "Devaux", "Diallo", "Donadio",
    "Doucet", "Dufour", "Dumoulin", "Dupré", "Durbec", "Escoffier", "Espinasse", "Estienne", "Etienne-Mary",
    "Eyraud", "Fabiani", "Fabre", "Fargier", "Faucher", "Faure", "Favier", "Féraud", "Fernandez", "Ferrari",
    "Ferrer", "Ferrero", "Filippi", "Fiorucci", "Flandin", "Fontanel", "Foucard", "Fouque", "Fournier",
    "Franceschi", "Fraysse", "Gaillard", "Galliano", "Gallo", "Gamerre", "Garcin", "Gardiol", "Garnier",
    "Gasquet", "Gaudin", "Gautier", "Gavoty", "Gérin", "Germain", "Giacomini", "Gibert", "Gilardi",
    "Gimenez", "Ginoux", "Giordano", "Giovannoni", "Girard", "Giraud", "Girolami", "Gondran", "Gonzalez",
    "Goudard", "Grandjean", "Granier", "Gravier", "Grimaldi", "Grosso", "Gueguen", "Guérin", "Guibert",
    "Guichard", "Guigou", "Guillot", "Guintrand", "Hamel", "Hermitte", "Honorat", "Hubac", "Huet", "Icard",
    "Imbert", "Isnard", "Jacquemin", "Jaubert", "Jaume", "Joubert", "Jourdan", "Julian", "Kaci", "Khelifi",
    "Klein", "Lacombe", "Lacroix", "Laforêt", "Lagarde", "Lambert", "Lamy", "Langlois", "Lantelme",
    "Laugier", "Laurenti", "Lebrun", "Leclerc", "Lefebvre", "Legendre", "Lemaire", "Leonetti", "Leroy",
    "Levasseur", "Lions", "Lombard", "Lopez", "Loubet", "Lucchesi", "Luciani", "Magnan", "Maillard",
    "Malaussène", "Malet", "Mancini", "Marcellin", "Marchal", "Marchand", "Maréchal", "Mariani", "Marrou",
    "Martel", "Martinetti", "Martini", "Massa", "Massena", "Masson", "Mathieu-Lolliot", "Maurel", "Maurin",
    "Mayol", "Mazzoni", "Menduni", "Mercadier", "Merle", "Meunier", "Mialon", "Michelot", "Millet",
    "Mistral", "Moggia", "Molinari", "Monier", "Montagne", "Moralès", "Moreau", "Morel", "Moretti",
    "Moulin", "Moutet", "Muraire", "Musso", "Nardi", "Négrel", "Nicolaï", "Nivière", "Noble", "Oddo",
    "Olive", "Oliveira", "Orsini", "Ortega", "Oudjani", "Ouvrard", "Pagès", "Paoli", "Parisi", "Pastor",
    "Paulin", "Payan", "Pélissier", "Pellegrin", "Peretti", "Périer", "Perret", "Perrichon", "Pietri",
    "Pinatel", "Piquemal", "Poggi", "Poirier", "Pons", "Portal", "Poulain", "Pradier", "Prévost",
    "Prouvost", "Quilici", "Rabier", "Ramella", "Raybaud", "Raynaud", "Rebuffat", "Reboul", "Renard",
    "Revest", "Reynier", "Ribeiro", "Ricard", "Richaud", "Rigaud", "Rinaldi", "Rippert", "Rivière", "Roche",
    "Rolland", "Romano", "Rossi", "Roubaud", "Rouquette", "Rousset", "Roustan", "Roux-Mallet", "Royer",
    "Sabatier", "Saïdi", "Salvatori", "Santoni", "Santucci", "Sarrazin", "Saurin", "Sauvan", "Sauzet",
    "Savelli", "Scotto", "Sénéchal", "Serra", "Sicard", "Signoret", "Silvestre", "Simian", "Simonet",
    "Soulier", "Spinelli", "Tassy", "Teisseire", "Terrasson", "Testa", "Teyssier", "Thibaud", "Tissot",
    "Torres", "Tosello", "Toussaint", "Trabaud", "Tramier", "Troin", "Truc", "Turrel", "Valentini",
    "Valette", "Vallier", "Vallon", "Vasseur", "Ventre", "Verdier", "Vernet", "Viale", "Vidal", "Vieira",
    "Vigne", "Villard", "Vinciguerra", "Viola", "Vivian", "Weber", "Zanetti", "Zunino",
];
