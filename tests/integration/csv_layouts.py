"""The layouts of CSV files that can be imported, with a row of each."""

import csv
import dataclasses
import io

from karvan.statistics.v1 import release_pb2


@dataclasses.dataclass(frozen=True)
class Layout:
    """One of the layouts of files, with a row of it that says what the rows of the others say."""
    format: int
    header: str
    row: str
    flow: str  # the names of its columns
    period: str
    value: str
    quantity: dict  # what gives a quantity of 3 mètres
    broken: dict  # fault: (what stands in which columns, the column to be named, the value to be quoted)

    @property
    def next_row(self):
        """The same a year later."""
        return self.row.replace("2010", "2011")

    def file(self, *rows, end="\n", header=""):
        return end.join((header or self.header, *rows, "")).encode()

    def changed(self, columns):
        """The row with other values in some columns."""
        values = next(csv.reader([self.row]))
        for name, value in columns.items():
            values[self.header.split(",").index(name)] = value
        out = io.StringIO()
        csv.writer(out, lineterminator="").writerow(values)
        return out.getvalue()


TEXT = "Wood, and articles"  # stands in quotes in each row
LAYOUTS = {
    "legacy": Layout(
        release_pb2.FILE_FORMAT_COMTRADE_LEGACY_CSV,
        header=("Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,Trade Flow,"
                "Reporter Code,Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,Commodity Code,Commodity,"
                "Qty Unit Code,Qty Unit,Qty,Netweight (kg),Trade Value (US$),Flag"),
        row=f'H3,2010,2010,2010,2,0,1,Import,398,Kazakhstan,KAZ,762,Tajikistan,TJK,44,"{TEXT}",1,No Quantity,,,1500,0',
        flow="Trade Flow Code", period="Period", value="Trade Value (US$)",
        quantity={"Qty Unit Code": "8", "Qty Unit": "mètre", "Qty": "3"},
        broken={
            "bad number": ({"Netweight (kg)": "12,5"}, "Netweight (kg)", "12,5"),
            "bad value": ({"Trade Value (US$)": "1500 USD"}, "Trade Value (US$)", "1500 USD"),
            "no value": ({"Trade Value (US$)": ""}, "Trade Value (US$)", ""),
            "bad area": ({"Partner Code": "76x", "Partner ISO": "Tajik"}, "Partner Code", "76x"),
            "bad flow": ({"Trade Flow Code": "9"}, "Trade Flow Code", "9"),
            "bad product": ({"Commodity Code": "4x"}, "Commodity Code", "4x"),
            "bad classification": ({"Classification": "hs"}, "Classification", "hs"),
            "bad period": ({"Period": "201013"}, "Period", "201013"),
        }),
    "Comtrade+": Layout(
        release_pb2.FILE_FORMAT_COMTRADE_PLUS_CSV,
        header=("typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,flowCode,"
                "flowDesc,partnerCode,partnerISO,partnerDesc,partner2Code,partner2ISO,partner2Desc,"
                "classificationCode,classificationSearchCode,isOriginalClassification,cmdCode,cmdDesc,aggrLevel,"
                "isLeaf,customsCode,customsDesc,mosCode,motCode,motDesc,qtyUnitCode,qtyUnitAbbr,qty,isQtyEstimated,"
                "altQtyUnitCode,altQtyUnitAbbr,altQty,isAltQtyEstimated,netWgt,isNetWgtEstimated,grossWgt,"
                "isGrossWgtEstimated,cifvalue,fobvalue,primaryValue,legacyEstimationFlag,isReported,isAggregate"),
        row=(f'"C","A",20100101,2010,52,"2010",398,"KAZ","Kazakhstan","M","Import",762,"TJK","Tajikistan",0,"W00",'
             f'"World","H3","HS","true","44","{TEXT}",2,"false","C00","TOTAL CPC","0",0,"TOTAL MOT",-1,"N/A",,"false",'
             f'-1,"N/A",,"false",,"false",,"false",1500,,1500,0,"false","true"'),
        flow="flowCode", period="period", value="primaryValue",
        quantity={"qtyUnitCode": "8", "qtyUnitAbbr": "mètre", "qty": "3"},
        broken={
            "bad number": ({"netWgt": "12,5"}, "netWgt", "12,5"),
            "bad value": ({"primaryValue": "1500 USD"}, "primaryValue", "1500 USD"),
            "no value": ({"primaryValue": ""}, "primaryValue", ""),
            "bad area": ({"partnerCode": "76x", "partnerISO": "Tajik"}, "partnerCode", "76x"),
            "bad flow": ({"flowCode": "9"}, "flowCode", "9"),
            "bad product": ({"cmdCode": "4x"}, "cmdCode", "4x"),
            "bad classification": ({"classificationCode": "hs"}, "classificationCode", "hs"),
            "bad period": ({"period": "201013"}, "period", "201013"),
            "bad breakdown": ({"motCode": "by sea"}, "motCode", "by sea"),
            "trade in services": ({"typeCode": "S"}, "typeCode", "S"),
        }),
    "Karvan CSV": Layout(
        release_pb2.FILE_FORMAT_KARVAN_CSV,
        header=("reporter,partner,flow,period,quantity,quantity_unit,classification,product,net_weight,"
                "unit_multiplier,qualifier,value"),
        row=f'KAZ,TJK,M,2010,2,"{TEXT}",H3,44,,0,,1500',
        flow="flow", period="period", value="value",
        quantity={"quantity_unit": "mètre", "quantity": "3"},
        broken={
            "bad number": ({"net_weight": "12,5"}, "net_weight", "12,5"),
            "bad value": ({"value": "1500 USD"}, "value", "1500 USD"),
            "no value": ({"value": "", "quantity": ""}, "value", ""),
            "bad area": ({"partner": "Tajik"}, "partner", "Tajik"),
            "bad flow": ({"flow": "9"}, "flow", "9"),
            "bad product": ({"product": "4x"}, "product", "4x"),
            "bad classification": ({"classification": "hs"}, "classification", "hs"),
            "bad period": ({"period": "2010-13"}, "period", "2010-13"),
            "bad multiplier": ({"unit_multiplier": "13"}, "unit_multiplier", "13"),
            "bad qualifier": ({"qualifier": "nearly"}, "qualifier", "nearly"),
        }),
}
