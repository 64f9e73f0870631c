/** The invented customers: where they are, what they pay in, their sites and people. None of them exists. */

import { itemsOf, rowsOf } from "./table.ts";

/** How the customer's support has gone: it decides which contracts they have. */
export type History = "steady" | "upgraded" | "lapsed" | "cancelled" | "leaving" | "gap" | "new" | "sites" | "group";

export type Company = {
  readonly name: string;
  readonly domain: string;
  readonly timeZone: string;
  readonly currency: string;
  /** The international prefix and area of their telephone numbers. */
  readonly dials: string;
  readonly history: History;
  readonly assets: number;
  readonly sites: readonly string[];
  /** The first two are named callers. */
  readonly people: readonly string[];
  /** The name of the company it belongs to, which stands before it; "" for none. */
  readonly parent: string;
};

export const companies: readonly Company[] = rowsOf(`
  Marlowe & Finch Breweries | marlowefinch.example | Europe/London | GBP | +44 20 7946 | upgraded | 36 | Burton brewhouse; Leeds bottling hall; London office | Imogen Hartley; Dev Bhandari; Callum Prior; Ruth Asante |
  Tidewater Regional Hospital | tidewaterhospital.example | America/New_York | USD | +1 757 555 | steady | 44 | Main campus; Outpatient center; Imaging annex | Denise Calloway; Marcus Odell; Priyanka Rao; Teresa Lund; Hank Moreau |
  Halvorsen Group | halvorsen.example | Europe/Oslo | NOK | +47 23 45 | group | 18 | Bergen head office; Stavanger data room | Sigrid Halvorsen; Jonas Eide; Kari Nesheim |
  Halvorsen Seafood | halvorsen-seafood.example | Europe/Oslo | NOK | +47 55 12 | group | 20 | Ålesund plant; Tromsø cold store | Espen Tangen; Maren Vik; Ola Brekke | Halvorsen Group
  Halvorsen Shipping Asia | halvorsen-shipping.example | Asia/Singapore | SGD | +65 6123 | group | 16 | Jurong yard office | Wei Ling Tan; Arjun Nair; Farid Osman | Halvorsen Group
  Brennwerk Antriebe GmbH | brennwerk.example | Europe/Berlin | EUR | +49 711 123 | steady | 34 | Werk Esslingen; Werk Chemnitz | Anke Sauter; Tobias Reinholz; Miriam Kovač; Jürgen Pohl |
  Cooperativa Monteverde | monteverde.example | Europe/Madrid | EUR | +34 957 12 | lapsed | 18 | Almazara; Oficina central | Lucía Benítez; Andrés Castaño; Paz Olmedo |
  Ateliers Roussillon | ateliers-roussillon.example | Europe/Paris | EUR | +33 4 99 12 | gap | 18 | Atelier nord; Atelier sud | Hélène Garrigue; Bastien Coste; Yasmina Ferhat |
  Kitsune Precision KK | kitsune-precision.example | Asia/Tokyo | JPY | +81 3 4500 | steady | 30 | Ota works; Nagano works | Haruka Endo; Kenji Morikawa; Aya Shirai; Daichi Ueno |
  Southern Cross Grain | southerncrossgrain.example | Australia/Adelaide | AUD | +61 8 7010 | sites | 26 | Port Adelaide terminal; Wallaroo silos; Head office | Bronwyn Teague; Mick Dalloway; Thi Pham |
  Pukeko Dairy Collective | pukekodairy.example | Pacific/Auckland | NZD | +64 7 950 | steady | 20 | Te Awamutu factory; Hamilton office | Aroha Ngata; Grant Peever; Sione Tapu |
  Saffron Lane Pharma | saffronlane.example | Asia/Kolkata | INR | +91 22 5550 | upgraded | 32 | Thane plant; Pune laboratory | Meera Deshpande; Rohit Kulkarni; Ananya Iyer; Vikram Sethi |
  Casa Ipê Móveis | casaipe.example | America/Sao_Paulo | BRL | +55 11 5550 | cancelled | 18 | Fábrica Campinas; Loja matriz | Beatriz Camargo; Thiago Nogueira; Lívia Prado |
  Northlight Credit Union | northlightcu.example | America/Toronto | CAD | +1 416 555 | steady | 38 | King Street branch; Mississauga branch; Data centre | Gwen Archambault; Samir Haddad; Leanne Fox; Owen Tremblay |
  Redstone County Schools | redstoneschools.example | America/Denver | USD | +1 303 555 | sites | 34 | District office; Redstone High; Elk Creek Elementary | Patty Lindgren; Jerome Whitaker; Sofia Trujillo |
  Lindqvist Papper AB | lindqvist-papper.example | Europe/Stockholm | SEK | +46 8 505 | gap | 20 | Bruket; Kontoret | Elin Lindqvist; Markus Sandell; Hanna Wiik |
  Świerk Meble | swierkmeble.example | Europe/Warsaw | PLN | +48 61 222 | lapsed | 16 | Zakład Swarzędz | Magdalena Świerk; Piotr Zawada; Olga Bielak |
  Seguros Aconcagua | segurosaconcagua.example | America/Santiago | CLP | +56 2 2345 | steady | 22 | Casa matriz; Sucursal Valparaíso | Javiera Soto; Matías Errázuriz; Camila Fuentes |
  Jebel Marine Services | jebelmarine.example | Asia/Dubai | AED | +971 4 555 | new | 14 | Dry dock 2 | Layla Al Suwaidi; Imran Qureshi; Dina Haddad |
  Table Bay Logistics | tablebaylogistics.example | Africa/Johannesburg | ZAR | +27 21 555 | leaving | 22 | Paarden Eiland depot; Airport depot | Nomsa Dube; Pieter Vermaak; Zanele Mokoena |
  Orchard Row Clinics | orchardrow.example | Europe/Dublin | EUR | +353 1 555 | steady | 20 | Rathmines clinic; Galway clinic | Aoife Brennan; Conor Tighe; Marta Nowicka |
  Vantaanjoki Energia Oy | vantaanjoki.example | Europe/Helsinki | EUR | +358 9 4245 | upgraded | 20 | Voimala; Valvomo | Kaisa Lehtonen; Mikael Ström; Petra Hakala |
  Fenwick Borough Council | fenwickborough.example | Europe/London | GBP | +44 191 498 | steady | 32 | Town hall; Library service; Depot | Joyce Okonkwo; Alan Threlfall; Sunita Mehra; Becky Rowntree |
  Pacific Rim Robotics | pacrimrobotics.example | America/Los_Angeles | USD | +1 510 555 | new | 20 | Fremont plant; Test track | Elena Vasquez; Noah Kim; Jasmine Boyd |
  Pacific Rim Robotics Canada | pacrimrobotics-ca.example | America/Vancouver | CAD | +1 604 555 | new | 12 | Burnaby lab | Kiran Dhaliwal; Maddie Roy | Pacific Rim Robotics
`).map(([name, domain, timeZone, currency, dials, history, assets, sites, people, parent]) => ({
  name: name!,
  domain: domain!,
  timeZone: timeZone!,
  currency: currency!,
  dials: dials!,
  history: history as History,
  assets: Number(assets),
  sites: itemsOf(sites!),
  people: itemsOf(people!),
  parent: parent!,
}));
