package org.rerate.ingest.read;

import java.util.Set;
import java.util.TreeSet;
import org.rerate.domain.MinorUnit;

/** The currency codes that a feed may use: ISO 4217 with its historic codes, and minor units. */
final class Currencies {

  private static final Set<String> ISO_4217 =
      Set.of(
          ("ADP AED AFA AFN ALK ALL AMD ANG AOA AOK AON AOR ARA ARP ARS ARY ATS AUD AWG AYM"
                  + " AZM AZN BAD BAM BBD BDT BEC BEF BEL BGJ BGK BGL BGN BHD BIF BMD BND BOB BOP BOV"
                  + " BRB BRC BRE BRL BRN BRR BSD BTN BUK BWP BYB BYN BYR BZD CAD CDF CHC CHE CHF CHW"
                  + " CLF CLP CNY COP COU CRC CSD CSJ CSK CUC CUP CVE CYP CZK DDM DEM DJF DKK DOP DZD"
                  + " ECS ECV EEK EGP ERN ESA ESB ESP ETB EUR FIM FJD FKP FRF GBP GEK GEL GHC GHP GHS"
                  + " GIP GMD GNE GNF GNS GQE GRD GTQ GWE GWP GYD HKD HNL HRD HRK HTG HUF IDR IEP ILP"
                  + " ILR ILS INR IQD IRR ISJ ISK ITL JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT"
                  + " LAJ LAK LBP LKR LRD LSL LSM LTL LTT LUC LUF LUL LVL LVR LYD MAD MAF MDL MGA MGF"
                  + " MKD MLF MMK MNT MOP MRO MRU MTL MTP MUR MVQ MVR MWK MXN MXP MXV MYR MZE MZM MZN"
                  + " NAD NGN NIC NIO NLG NOK NPR NZD OMR PAB PEH PEI PEN PES PGK PHP PKR PLN PLZ PTE"
                  + " PYG QAR RHD ROK ROL RON RSD RUB RUR RWF SAR SBD SCR SDD SDG SDP SEK SGD SHP SIT"
                  + " SKK SLE SLL SOS SRD SRG SSP STD STN SUR SVC SYP SZL THB TJR TJS TMM TMT TND TOP"
                  + " TPE TRL TRY TTD TWD TZS UAH UAK UGS UGW UGX USD USN USS UYI UYN UYP UYU UYW UZS"
                  + " VEB VED VEF VES VNC VND VUV WST XAD XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR XEU"
                  + " XFO XFU XOF XPD XPF XPT XRE XSU XUA YDD YER YUD YUM YUN ZAL ZAR ZMK ZMW ZRN ZRZ"
                  + " ZWC ZWD ZWG ZWL ZWN ZWR")
              .split(" "));

  private Currencies() {}

  /** Every one. */
  static Set<String> all() {
    Set<String> all = new TreeSet<>(ISO_4217);
    all.addAll(MinorUnit.ALL.keySet());
    return all;
  }

  static boolean isKnown(String code) {
    return ISO_4217.contains(code) || MinorUnit.ALL.containsKey(code);
  }
}
